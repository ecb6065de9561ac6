"""One sound form per kind of a plan's contents, as a browser sends it."""


def sound_forms(plan) -> dict[str, dict[str, object]]:
    """By the kind's word in addresses; the values belong to the plan."""
    criterion = plan.criteria_set.requirements.criteria().earliest("position").pk
    row = plan.rows.earliest("position").pk
    return {
        "can-cu": {"text": "Nghị quyết số 20/NQ-HĐND"},
        "noi-dung": {"heading": "I. MỤC ĐÍCH", "text": "Đoạn một.\n\nĐoạn hai."},
        "chi-tieu": {"kind": "CRITERION", "requirement": criterion, "total": "61", "share": "29,5"},
        "bat-buoc": {"requirement": criterion},
        "nhom-xa": {"name": "Xã biên giới", "stated_count": "20", "members": [row]},
        "thon": {
            "kind": "VILLAGE",
            "action": "BUILD",
            "year": str(plan.first_year),
            "name": "Ngã Ba",
            "row": row,
            "count": "1",
        },
        "von": {"label": "Vốn tín dụng", "amount": "3.002,8", "share": "45,1"},
    }


KINDS = ("can-cu", "noi-dung", "chi-tieu", "bat-buoc", "nhom-xa", "thon", "von")

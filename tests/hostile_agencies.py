"""Agencies and responsibilities for the sweep of hostile input, with what a person would send."""

HANDED = "/ke-hoach/ke-hoach/phan-cong/"
HANDED_SAVE = f"{HANDED}luu/"
AGENCY = "/co-quan/{agency}/"
FACTS = {"name": "a", "short_name": "", "kind": "COLLECTIVE", "parts": "{other_agency}"}
AGENCY_FORMS = {
    "/co-quan/them/?don-vi={district_code}": FACTS,
    AGENCY: FACTS | {"seen": "{agency_seen}"},
    f"{AGENCY}cach-viet/": {"name": "a"},
    f"{AGENCY}ke-thua/": {
        "new": "{other_agency}",
        "starts_on": "01/03/2024",
        "document": "1/QĐ-UBND",
    },
    f"{AGENCY}ke-thua/{{heir}}/ghi-nham/": {"reason": "a"},
    f"{HANDED}xa/": {"row": "{row}", "agency": "{other_agency}", "role": "LEAD"},
    f"{HANDED}co-quan/{{agency}}/?bo=BO-THU": {
        "thing": "{criterion}",
        "role": "LEAD",
        "field": "a",
    },
    f"{HANDED}dong/{{line}}/bo/": {"back": "agency"},
}
AGENCY_QUERIES = {
    "/co-quan/": ("don-vi", "ngay"),
    "/co-quan/them/": ("don-vi",),
    HANDED: ("bo", "mo", "co-quan"),
    f"{HANDED}co-quan/{{agency}}/": ("bo",),
}

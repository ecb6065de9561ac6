"""Input of who answers for what: a commune in an agency's charge, and one line of an agency."""

from django import forms

from assignments.models import Agency, Responsibility
from criteria.models import CriteriaSet, Requirement
from plans.models import Plan, PlanCommune

CHANGED = "Danh sách đã đổi. Chọn lại trong danh sách."
WHOLE_SET = "bo"


class _PickForm(forms.Form):
    """Lists of ids are choices: an id of 400 digits would overflow in a query (Django 5.2)."""

    use_required_attribute = False
    role = forms.ChoiceField(label="Vai trò", choices=Responsibility.Role.choices)

    def offer(self, name: str, choices: list) -> None:
        self.fields[name].choices = choices
        self.fields[name].error_messages["invalid_choice"] = CHANGED


class CommuneForm(_PickForm):
    row = forms.ChoiceField(label="Xã")
    agency = forms.ChoiceField(label="Cơ quan")
    field_order = ("row", "agency", "role")

    def __init__(self, *args, rows: list[PlanCommune], agencies: list[Agency], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.offer("row", [(pk, row.name) for pk, row in self.rows.items()])
        self.offer("agency", [(pk, one.name) for pk, one in self.agencies.items()])

    def line(self, plan: Plan) -> Responsibility:
        data = self.cleaned_data
        agency, row = self.agencies[data["agency"]], self.rows[data["row"]]
        return Responsibility(plan=plan, agency=agency, row=row, role=data["role"])


class LineForm(_PickForm):
    thing = forms.ChoiceField(label="Tiêu chí, chỉ tiêu")
    field = forms.CharField(
        label="Lĩnh vực",
        required=False,
        max_length=120,
        help_text="Chỉ khi tiêu chí được giao theo lĩnh vực, như sản xuất, du lịch.",
    )
    field_order = ("thing", "role", "field")

    def __init__(self, *args, criteria_set: CriteriaSet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria_set = criteria_set
        nodes = criteria_set.requirements.order_by("position").select_related("criteria_set")
        self.nodes = {str(node.pk): node for node in nodes}
        listed = [(pk, _words(node)) for pk, node in self.nodes.items()]
        self.offer("thing", [(WHOLE_SET, f"Cả bộ: {criteria_set.name}"), *listed])

    def line(self, plan: Plan, agency: Agency) -> Responsibility:
        data = self.cleaned_data
        node = self.nodes.get(data["thing"])
        return Responsibility(
            plan=plan,
            agency=agency,
            role=data["role"],
            requirement=node,
            field=data["field"],
            criteria_set=None if node else self.criteria_set,
        )


def _words(node: Requirement) -> str:
    name = node.name if len(node.name) <= 70 else f"{node.name[:69]}…"
    return f"{node.label}. {name}"

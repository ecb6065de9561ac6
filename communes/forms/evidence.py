"""Input of evidence and of an office's list; services say what is wrong with its content."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from communes.forms.fields import DayField
from communes.models import RequiredProof
from communes.proofs import Dossier
from communes.services.evidence import Submission
from criteria.models import Requirement
from ntm_portal.lib.file_kinds import ENDINGS, MOST_BYTES

REQUIREMENT, PROOF = "yc", "mc"
CHOOSE = {
    "required": "Chưa chọn. Chọn một dòng trong danh sách.",
    "invalid_choice": "Danh sách đã đổi. Chọn lại một dòng.",
}


@dataclass(frozen=True)
class Target:
    """What evidence is handed in for: a line of a list, or a requirement without one."""

    requirement: Requirement
    proof: RequiredProof | None = None

    @property
    def value(self) -> str:
        """As the form and addresses carry it: "yc-12", "mc-5"."""
        if self.proof is not None:
            return f"{PROOF}-{self.proof.pk}"
        return f"{REQUIREMENT}-{self.requirement.pk}"

    @property
    def words(self) -> str:
        place = f"{self.requirement.get_kind_display().capitalize()} {self.requirement.code}"
        return f"{place} – {self.proof.name if self.proof else self.requirement.name}"


def targets(dossier: Dossier) -> list[Target]:
    """In the order of the set; the lines of the lists stand below their requirement."""
    found = []
    for requirement in dossier.requirements:
        asked = [proof for proof in dossier.proofs if proof.requirement_id == requirement.pk]
        found += [Target(requirement), *(Target(requirement, proof) for proof in asked)]
    return found


class EvidenceForm(forms.Form):
    """A file or an address for one target."""

    target = forms.ChoiceField(label="Nộp cho", error_messages=CHOOSE)
    file = forms.FileField(
        label="Tệp",
        help_text="PDF, JPG hoặc PNG, tối đa 10 MB.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    address = forms.CharField(
        label="hoặc địa chỉ trên mạng",
        help_text="Bắt đầu bằng https:// hoặc http://.",
        required=False,
    )
    title = forms.CharField(
        label="Tên minh chứng", help_text="Để trống: lấy tên tệp.", required=False
    )
    page = forms.CharField(label="Trang", help_text="Ví dụ: tr. 3.", required=False)
    quote = forms.CharField(
        label="Câu trích",
        help_text="Câu trong văn bản chứng minh kết quả.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    expires_on = DayField(
        label="Hết hạn ngày",
        help_text="Ngày/tháng/năm; để trống nếu không có hạn.",
        required=False,
    )

    def __init__(self, *args, dossier: Dossier, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        self.by_value = {one.value: one for one in targets(dossier)}
        self.fields["target"].choices = [("", "Chọn tiêu chí, chỉ tiêu"), *self._groups()]

    def _groups(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """One group per criterion, with its indicators."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for value, one in self.by_value.items():
            if one.requirement.parent_id is None:
                name = f"{one.requirement.code}. {one.requirement.name}"
            groups.setdefault(name, []).append((value, one.words))
        yield from groups.items()

    def submission(self) -> Submission:
        """What a valid form hands in. Of a file that is too big only what shows it is read."""
        data = self.cleaned_data
        target, file = self.by_value[data["target"]], data["file"]
        return Submission(
            commune=self.dossier.commune,
            requirement=target.requirement,
            proof=target.proof,
            file_name=file.name if file else "",
            content=file.read(MOST_BYTES + 1) if file is not None else None,
            **{name: data[name] for name in ("address", "title", "page", "quote", "expires_on")},
        )


class ProofForm(forms.Form):
    """One line of an office's list."""

    unit = forms.ModelChoiceField(
        queryset=None, label="Danh mục của", empty_label=None, error_messages=CHOOSE
    )
    requirement = forms.ModelChoiceField(
        queryset=None,
        label="Tiêu chí, chỉ tiêu",
        empty_label="Chọn tiêu chí, chỉ tiêu",
        error_messages=CHOOSE,
    )
    name = forms.CharField(label="Minh chứng cần có", required=False)
    citation = forms.CharField(
        label="Căn cứ", help_text="Văn bản quy định, nếu có.", required=False
    )
    replaces = forms.ModelChoiceField(
        queryset=None, required=False, widget=forms.HiddenInput, error_messages=CHOOSE
    )

    def __init__(self, *args, units, criteria_set, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["requirement"].queryset = criteria_set.requirements.order_by("position")
        self.fields["replaces"].queryset = RequiredProof.objects.filter(unit__in=units)

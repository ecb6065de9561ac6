"""What other rows name of a set by number: a file that replaces the set must still have it."""

from criteria.files import SetFile
from criteria.models import CriteriaSet, MappingLine, MergeRule, RevocationRule
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line


def refuse_lost(stored: CriteriaSet, file: SetFile) -> None:
    """Raise Refused for the first name or number that would be lost."""
    _refuse_lost_names(stored, file)
    _refuse_lost_numbers(stored, file)


def _refuse_lost_names(stored: CriteriaSet, file: SetFile) -> None:
    """Rules of recognition name criteria by number and name: both must still be there."""
    names = {one.code: clean_line(one.name) for one in file.criteria}
    for rule in RevocationRule.objects.judging_by(stored):
        for named in rule.named.all():
            if names.get(named.code) != named.name:
                raise Refused(
                    f"Bộ {file.code}: quy định thu hồi nêu tiêu chí {named.code} ‘{named.name}’, "
                    "tệp không còn tiêu chí đó. Giữ số và tên, hoặc đặt mã mới để tạo bộ mới."
                )


def _refuse_lost_numbers(stored: CriteriaSet, file: SetFile) -> None:
    """Mappings and merge rules name requirements by their number: it must still be there."""
    kept = {one.code for one in file.criteria}
    kept |= {one.code for criterion in file.criteria for one in criterion.indicators}
    lines = MappingLine.objects
    for words, codes in (
        ("bảng chuyển đổi", lines.filter(mapping__old_set=stored).values_list("old_code")),
        ("bảng chuyển đổi", lines.filter(mapping__new_set=stored).values_list("new_code")),
        ("quy tắc gộp", MergeRule.objects.filter(criteria_set=stored).values_list("code")),
    ):
        lost = {code for (code,) in codes if code} - kept
        if lost:
            raise Refused(
                f"Bộ {file.code}: {words} nêu số {min(lost)}, tệp không còn số đó. "
                "Giữ số đó, hoặc đặt mã mới để tạo bộ mới."
            )

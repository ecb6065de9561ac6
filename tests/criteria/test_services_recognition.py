"""Loading rules of recognition, and what happens to them when their set is loaded anew."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from criteria.files import CriterionLine, SetFile, read_set
from criteria.files.recognition import (
    NamedLine,
    PrerequisiteLine,
    RevocationLine,
    SetRules,
    read_rules,
)
from criteria.models import (
    CriteriaSet,
    NamedCriterion,
    Prerequisite,
    Requirement,
    RevocationRule,
)
from criteria.recognition_rules import LossRule
from criteria.services import LoadResult, load_rules, load_set
from criteria.services.recognition import stored_rules
from ntm_portal.lib.refusals import Refused
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.recognition import (
    NamedCriterionFactory,
    PrerequisiteFactory,
    RevocationRuleFactory,
)

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHIPPED = FIXTURES / "recognition" / "ntm-2021-2025.yaml"


def revocation(**given) -> RevocationLine:
    usual = {
        "judged_by": "BO-1",
        "effective_from": date(2022, 8, 2),
        "effective_to": None,
        "share_with_named": 30,
        "share_alone": 50,
        "citation": "Quyết định 1",
        "provenance": "VERIFIED",
        "named": (NamedLine("2", "Thu nhập", "tep, dòng 9"),),
        "where": "tep, dòng 5",
    }
    return RevocationLine(**usual | given)


RULES = SetRules(
    "BO-2",
    PrerequisiteLine("BO-1", "Điều 1", "UNVERIFIED", "tep, dòng 3"),
    (revocation(),),
    "tep, dòng 2",
)


@pytest.fixture
def sets() -> list[CriteriaSet]:
    sets = [CriteriaSetFactory(code=code) for code in ("BO-1", "BO-2")]
    for name in ("Quy hoạch", "Thu nhập"):
        CriterionFactory(criteria_set=sets[0], name=name)
    return sets


def tables() -> list[list[tuple]]:
    models = [Prerequisite, RevocationRule, NamedCriterion]
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_rules_are_stored_as_the_file_says_them(sets):
    results = load_rules(rules=[RULES])

    assert results == [LoadResult.CREATED]
    assert stored_rules(sets[1]) == RULES
    assert stored_rules(sets[0]) is None


def test_loading_again_changes_nothing(sets):
    load_rules(rules=[RULES])
    before = tables()

    results = load_rules(rules=[RULES])

    assert results == [LoadResult.UNCHANGED]
    assert tables() == before


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"prerequisite": None}, id="no-prerequisite"),
        pytest.param({"revocations": (revocation(share_alone=51),)}, id="share"),
        pytest.param({"revocations": (revocation(effective_from=date(2022, 8, 3)),)}, id="day"),
        pytest.param(
            {"revocations": (revocation(named=(NamedLine("1", "Quy hoạch"),)),)}, id="named"
        ),
    ],
)
def test_rules_become_what_the_file_says_and_others_stay(sets, other):
    load_rules(rules=[RULES, SetRules("BO-1", None, (revocation(),))])
    changed = replace(RULES, **other)

    results = load_rules(rules=[changed])

    assert results == [LoadResult.REPLACED]
    assert stored_rules(sets[1]) == changed
    assert stored_rules(sets[0]) == SetRules("BO-1", None, (revocation(),))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param({"criteria_set": "BO-9"}, "tep, dòng 2: bộ ‘BO-9’ chưa có.", id="no-such-set"),
        pytest.param(
            {"prerequisite": PrerequisiteLine("BO-9", "Điều 1", "VERIFIED", "tep, dòng 3")},
            "tep, dòng 3: bộ ‘BO-9’ chưa có.",
            id="no-such-prerequisite",
        ),
        pytest.param(
            {"revocations": (revocation(judged_by="BO-9"),)},
            "tep, dòng 5: bộ ‘BO-9’ chưa có.",
            id="no-such-judge",
        ),
        pytest.param(
            {"revocations": (revocation(named=(NamedLine("3", "Thu nhập", "tep, dòng 9"),)),)},
            "tep, dòng 9: tiêu chí 3 ‘Thu nhập’, trong bộ BO-1 không có.",
            id="no-such-number",
        ),
        pytest.param(
            {"revocations": (revocation(named=(NamedLine("1", "Thu nhập", "tep, dòng 9"),)),)},
            "tep, dòng 9: tiêu chí 1 ‘Thu nhập’, trong bộ BO-1 là ‘Quy hoạch’.",
            id="another-name",
        ),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_is_stored(sets, wrong, said):
    first = SetRules("BO-1", None, (revocation(),))

    with pytest.raises(Refused) as refused:
        load_rules(rules=[first, replace(RULES, **wrong)])

    assert refused.value.message.startswith(said)
    assert tables() == [[], [], []]


def test_a_set_of_villages_has_no_recognition_of_communes(sets):
    CriteriaSet.objects.filter(code="BO-2").update(level="VILLAGE")

    with pytest.raises(Refused, match="không phải bộ tiêu chí của xã"):
        load_rules(rules=[RULES])


def set_file(*names: str, **header) -> SetFile:
    criteria = tuple(
        CriterionLine(str(number), name, "", "", "VERIFIED", "VERIFIED", ())
        for number, name in enumerate(names, start=1)
    )
    usual = {
        "code": "BO-1", "name": "Bộ thử", "tier": "BASIC", "level": "COMMUNE",
        "period": "2021-2025", "status": "IN_FORCE", "parent": "", "decision_no": "1/QĐ-TTg",
        "issued_on": date(2022, 3, 8), "issuer": "Thủ tướng Chính phủ", "title": "Ban hành",
        "annex": "", "effective_from": date(2022, 3, 8), "effective_to": None,
        "criteria_count": len(names), "indicator_count": 0, "note": "", "commune_groups": (),
    }  # fmt: skip
    return SetFile(**usual | header, criteria=criteria)


def test_a_set_loaded_anew_keeps_the_rules_on_it():
    load_set(file=set_file("Quy hoạch", "Thu nhập"))
    load_rules(rules=[SetRules("BO-1", None, (revocation(),))])
    before = tables()
    old = set(Requirement.objects.values_list("pk", flat=True))

    result = load_set(file=set_file("Quy hoạch, bổ sung", "Thu nhập", "Điện"))

    assert result == LoadResult.REPLACED
    assert old.isdisjoint(Requirement.objects.values_list("pk", flat=True))
    assert tables() == before


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Quy hoạch",), id="gone"),
        pytest.param(("Thu nhập", "Quy hoạch"), id="other-number"),
        pytest.param(("Quy hoạch", "Hộ nghèo"), id="other-name"),
    ],
)
def test_a_set_that_would_lose_a_named_criterion_is_not_loaded(names):
    load_set(file=set_file("Quy hoạch", "Thu nhập"))
    load_rules(rules=[SetRules("BO-1", None, (revocation(),))])

    with pytest.raises(Refused) as refused:
        load_set(file=set_file(*names))

    assert refused.value.message == (
        "Bộ BO-1: quy định thu hồi nêu tiêu chí 2 ‘Thu nhập’, tệp không còn tiêu chí đó. "
        "Giữ số và tên, hoặc đặt mã mới để tạo bộ mới."
    )
    assert list(Requirement.objects.order_by("position").values_list("name", flat=True)) == [
        "Quy hoạch",
        "Thu nhập",
    ]


def test_a_rule_is_no_use_of_a_set(sets):
    load_rules(rules=[RULES])

    assert not CriteriaSet.objects.used().exists()


def test_the_shipped_file_is_the_decision():
    for path in sorted((FIXTURES / "criteria").glob("*.yaml")):
        load_set(file=read_set(path))

    load_rules(rules=read_rules(SHIPPED))

    before = Prerequisite.objects.order_by("pk")
    assert list(before.values_list("criteria_set__code", "requires__code", "provenance")) == [
        ("NTM-NC-2021-2025", "NTM-2021-2025", "UNVERIFIED"),
        ("NTM-KM-2021-2025", "NTM-NC-2021-2025", "VERIFIED"),
    ]
    basic, advanced = {"10", "17", "19"}, {"10", "17", "18", "19"}
    assert {
        rule.criteria_set.code: (rule.judged_by.code, rule.loss_rule)
        for rule in RevocationRule.objects.all()
    } == {
        "NTM-2021-2025": ("NTM-2021-2025", LossRule(30, 50, frozenset(basic))),
        "NTM-NC-2021-2025": ("NTM-NC-2021-2025", LossRule(30, 50, frozenset(advanced))),
        "NTM-KM-2021-2025": ("NTM-NC-2021-2025", LossRule(30, 50, frozenset(advanced))),
    }
    assert set(RevocationRule.objects.values_list("effective_from", "provenance")) == {
        (date(2022, 8, 2), "VERIFIED")
    }


@pytest.mark.parametrize(
    ("day", "found"),
    [
        pytest.param(date(2022, 8, 1), [], id="the-day-before"),
        pytest.param(date(2022, 8, 2), ["Cũ"], id="first-day"),
        pytest.param(date(2023, 12, 31), ["Cũ"], id="last-day"),
        pytest.param(date(2024, 1, 1), ["Mới"], id="the-next-rule"),
        pytest.param(date(2024, 6, 30), ["Mới"], id="last-day-of-the-set"),
        pytest.param(date(2024, 7, 1), [], id="the-set-is-closed"),
    ],
)
def test_the_rule_of_a_day(day, found):
    criteria_set = CriteriaSetFactory(effective_to=date(2024, 6, 30))
    RevocationRuleFactory(criteria_set=criteria_set, citation="Cũ", effective_to=date(2023, 12, 31))
    RevocationRuleFactory(
        criteria_set=criteria_set, citation="Mới", effective_from=date(2024, 1, 1)
    )

    rules = RevocationRule.objects.in_force(day)

    assert [rule.citation for rule in rules] == found


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: RevocationRuleFactory(share_with_named=0), id="zero"),
        pytest.param(lambda: RevocationRuleFactory(share_alone=101), id="above-hundred"),
        pytest.param(lambda: RevocationRuleFactory(share_alone=29), id="wrong-order"),
        pytest.param(lambda: RevocationRuleFactory(effective_to=date(2022, 8, 1)), id="ends"),
        pytest.param(
            lambda: RevocationRuleFactory(criteria_set=RevocationRuleFactory().criteria_set),
            id="twice-from-one-day",
        ),
        pytest.param(
            lambda: NamedCriterionFactory(rule=NamedCriterionFactory().rule), id="named-twice"
        ),
        pytest.param(
            lambda: PrerequisiteFactory(requires=CriteriaSet.objects.get(code="BO-1"),
                                        criteria_set=CriteriaSet.objects.get(code="BO-1")),
            id="itself",
        ),
        pytest.param(
            lambda: PrerequisiteFactory(criteria_set=PrerequisiteFactory().criteria_set),
            id="two-prerequisites",
        ),
    ],
)  # fmt: skip
def test_the_database_refuses(sets, make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize("share", [1, 100])
def test_the_database_takes_the_bounds(share):
    rule = RevocationRuleFactory(share_with_named=share, share_alone=share)

    assert rule.loss_rule == LossRule(share, share, frozenset())

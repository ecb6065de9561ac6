"""`manage.py check_plan`: what it prints and how it ends."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.plans import MandateFactory, ObjectiveFactory, PlanFactory

pytestmark = pytest.mark.django_db


def test_each_finding_is_a_line():
    plan = PlanFactory(stated_communes=207)
    ObjectiveFactory(plan=plan, share="29,4")
    out = StringIO()

    call_command("check_plan", plan.code, stdout=out)

    assert out.getvalue().splitlines() == [
        "Cắt bớt số lẻ: Tỷ lệ 29,4% bị cắt bớt, làm tròn từ 61/207 phải là 29,5%. [share]",
        "1 chỗ không khớp.",
    ]


def test_a_plan_without_findings_is_an_empty_list():
    plan = PlanFactory()
    MandateFactory(plan=plan)
    out = StringIO()

    call_command("check_plan", plan.code, "--format", "json", stdout=out)

    assert out.getvalue() == "[]\n"


def test_an_unknown_plan_is_refused_with_one_line():
    err = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("check_plan", "khong-co", stderr=err)

    assert (ended.value.code, err.getvalue()) == (1, "Không có kế hoạch “khong-co”.\n")

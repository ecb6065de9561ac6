"""`seed_demo`: the whole of Lộc Bình, as signed, and nothing that somebody changed since."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from accounts.models import User
from communes.models import StatusEntry, UnitRole
from plans.models import Narrative, Objective, PlanGoal, PlanTarget
from plans.services.contents import change_part, remove_part
from tests.factories.accounts import PASSWORD
from tests.reports.loc_binh_2024 import ROWS

pytestmark = pytest.mark.django_db


@pytest.fixture
def seed_again(demo, settings):
    settings.DEMO_PASSWORD = PASSWORD
    return lambda: call_command("seed_demo", verbosity=0, stdout=StringIO())


def row_counts() -> dict[str, int]:
    models = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_the_demo_prints_the_signed_appendix(demo, tmp_path):
    call_command(
        "render_appendix",
        "loc-binh-2024",
        "phu-luc-02",
        format="json",
        output=tmp_path / "pl02.json",
    )

    printed = json.loads((tmp_path / "pl02.json").read_text(encoding="utf-8"))
    assert tuple(tuple(row["cells"]) for row in printed["rows"]) == ROWS
    own = StatusEntry.objects.filter(cell__commune__parent__code="188").order_by()
    assert sorted(own.values_list("verdict", flat=True)) == ["MET"] * 246 + ["NOT_MET"] * 10
    of_plan = {"row__plan__code": "loc-binh-2024"}
    counts = [model.objects.filter(**of_plan).count() for model in (PlanTarget, PlanGoal)]
    assert counts == [27, 9]


def test_every_account_of_the_contract_can_sign_in(demo, client):
    for username in (
        "quan-tri",
        "van-phong",
        "lanh-dao",
        "phong-kthc",
        "xa-xuan-duong",
        "xa-khanh-xuan",
        "tinh-lang-son",
        "van-phong-chi-lang",
        "van-phong-tan-yen",
        "van-phong-si-ma-cai",
    ):
        assert username in demo
        assert client.login(username=username, password=PASSWORD)
    assert User.objects.filter(is_superuser=True).get().username == "quan-tri"


def test_a_second_run_changes_nothing(seed_again):
    before = row_counts()

    seed_again()

    assert row_counts() == before


def test_a_second_run_gives_back_no_role_and_overwrites_no_figure(seed_again, settings):
    UnitRole.objects.filter(user__username="xa-xuan-duong").delete()
    targets = PlanTarget.objects.filter(row__plan__code="loc-binh-2024")
    targets.first().delete()
    leader = User.objects.get(username="lanh-dao")
    leader.set_password("mật khẩu của riêng tôi")
    leader.save()
    settings.DEMO_PASSWORD = ""

    seed_again()

    leader.refresh_from_db()
    assert leader.check_password("mật khẩu của riêng tôi")
    assert not UnitRole.objects.filter(user__username="xa-xuan-duong").exists()
    assert targets.count() == 26


def test_a_second_run_leaves_contents_as_people_have_made_them(seed_again):
    office = User.objects.get(username="tinh-lang-son")
    average = Objective.objects.filter(plan__code="lang-son-2019", kind="AVERAGE").first()
    average.value_to = 12
    change_part(part=average, seen=average.version, by=office)
    narratives = Narrative.objects.filter(plan__code="lang-son-2019")
    remove_part(part=narratives.last(), seen=1, by=office)

    seed_again()

    average.refresh_from_db()
    assert (average.value_to, average.version) == (12, 2)
    assert narratives.count() == 24

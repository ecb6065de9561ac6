"""Staff pages: everything is read, only a threshold of an unused set is put right."""

from decimal import Decimal

import pytest

from criteria.models import Threshold
from tests.factories.accounts import UserFactory
from tests.factories.communes import CellFactory
from tests.factories.criteria import CommuneGroupFactory, RegionFactory, ThresholdFactory

pytestmark = pytest.mark.django_db
MODELS = ["region", "criteriaset", "communegroup", "requirement", "threshold"]


@pytest.fixture
def client(client):
    client.force_login(UserFactory(admin=True))
    return client


@pytest.fixture
def threshold() -> Threshold:
    return ThresholdFactory(value=Decimal(80), citation="318/QĐ-TTg")


def address(threshold: Threshold) -> str:
    return f"/quan-tri/criteria/threshold/{threshold.pk}/change/"


def save(client, threshold: Threshold, **given):
    usual = {"value": "80", "text": "", "citation": "318/QĐ-TTg", "provenance": "VERIFIED"}
    return client.post(address(threshold), usual | given)


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_added_or_deleted_by_hand(client, threshold, model):
    RegionFactory()
    CommuneGroupFactory()

    page = client.get(f"/quan-tri/criteria/{model}/")

    assert page.status_code == 200
    assert client.get(f"/quan-tri/criteria/{model}/add/").status_code == 403
    delete = {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"}
    client.post(f"/quan-tri/criteria/{model}/", delete)
    assert Threshold.objects.count() == 1


@pytest.mark.parametrize("model", ["criteriaset", "requirement"])
def test_sets_and_requirements_are_read_only(client, threshold, model):
    key = (
        threshold.requirement_id
        if model == "requirement"
        else threshold.requirement.criteria_set_id
    )
    change = f"/quan-tri/criteria/{model}/{key}/change/"

    page = client.get(change)

    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert client.post(change, {"name": "Khác"}).status_code == 403


def test_requirements_are_found_without_marks(client, threshold):
    page = client.get("/quan-tri/criteria/requirement/", {"q": "CHI TIEU SO 1.1"})

    assert list(page.context["cl"].queryset) == [threshold.requirement]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("12,95", Decimal("12.95")), ("12.95", Decimal("12.95")), ("1234,5", Decimal("1234.5"))],
)
def test_a_threshold_of_an_unused_set_is_put_right(client, threshold, typed, stored):
    response = save(client, threshold, value=typed, provenance="UNVERIFIED")

    threshold.refresh_from_db()
    assert (response.status_code, threshold.value, threshold.provenance) == (
        302,
        stored,
        "UNVERIFIED",
    )


def test_a_threshold_of_a_used_set_is_read_only(client, threshold):
    CellFactory(requirement=threshold.requirement.parent)

    page = client.get(address(threshold))
    response = save(client, threshold, value="1")

    threshold.refresh_from_db()
    assert b'name="_save"' not in page.content
    assert (response.status_code, threshold.value) == (403, Decimal(80))


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        pytest.param(
            {"provenance": "MISSING"},
            "provenance",
            "Đã có mức thì không chọn ‘chưa có số liệu’.",
            id="missing-with-a-value",
        ),
        pytest.param(
            {"value": "1.234"},
            "value",
            "‘1.234’ có hai cách đọc. Viết 1234 hoặc 1,234.",
            id="read-in-two-ways",
        ),
        pytest.param(
            {"value": ""},
            "value",
            "Ghi mức hoặc điều kiện, hoặc chọn ‘chưa có số liệu’.",
            id="verified-without-a-value",
        ),
    ],
)
def test_a_value_and_its_provenance_must_agree(client, threshold, given, field, sentence):
    response = save(client, threshold, **given)

    errors = response.context["adminform"].form.errors
    assert errors == {field: [sentence]}


def test_staff_without_the_right_changes_nothing(client, threshold):
    client.force_login(UserFactory(is_staff=True))

    assert save(client, threshold, value="1").status_code == 403

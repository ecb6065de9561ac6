"""One door for sheets: a trial leaves nothing, and one faulty row keeps all of them out."""

import pytest

from accounts.models import User
from ntm_portal.lib.imports import ImportRefused, RowFault, ServiceResource, run_import
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Names(ServiceResource):
    """Makes people of full names; "?" is a name that cannot be read."""

    def line(self, row):
        if row["name"] == "?":
            raise Refused("‘?’ không phải họ tên. Viết đủ họ tên.")
        return row["name"]

    def store(self, lines, *, by):
        for name in lines:
            UserFactory(full_name=name)
            if name == by.full_name:
                raise Refused("Không tự nhập tên mình.")
        return [{"name": name} for name in lines]


class Breaking(Names):
    def store(self, lines, *, by):
        super().store(lines, by=by)
        raise ZeroDivisionError


def rows(*names):
    return [{"row": number, "name": name} for number, name in enumerate(names, start=5)]


def names(importer):
    others = User.objects.exclude(pk=importer.pk)
    return sorted(others.values_list("full_name", flat=True))


@pytest.fixture
def importer(db):
    return UserFactory(full_name="Người Nhập")


def test_rows_are_stored_by_one_service_call(importer):
    effects = run_import(Names(), rows("Người Một", "Người Hai"), by=importer, commit=True)

    assert effects == [{"name": "Người Một"}, {"name": "Người Hai"}]
    assert names(importer) == ["Người Hai", "Người Một"]


def test_a_trial_run_leaves_nothing(importer):
    effects = run_import(Names(), rows("Người Một"), by=importer, commit=False)

    assert effects == [{"name": "Người Một"}]
    assert names(importer) == []


def test_one_faulty_row_keeps_all_of_them_out(importer):
    with pytest.raises(ImportRefused) as refusal:
        run_import(Names(), rows("Người Một", "?", "?"), by=importer, commit=True)

    sentence = "‘?’ không phải họ tên. Viết đủ họ tên."
    assert refusal.value.faults == (RowFault(6, sentence), RowFault(7, sentence))
    assert refusal.value.message == f"Dòng 6: {sentence} Còn 1 lỗi khác."
    assert names(importer) == []


def test_a_refusal_of_the_service_takes_back_what_it_stored(importer):
    with pytest.raises(ImportRefused) as refusal:
        run_import(Names(), rows("Người Một", "Người Nhập"), by=importer, commit=True)

    assert refusal.value.faults == (RowFault(None, "Không tự nhập tên mình."),)
    assert names(importer) == []


def test_a_mistake_of_ours_is_raised_and_stores_nothing(importer):
    with pytest.raises(ZeroDivisionError):
        run_import(Breaking(), rows("Người Một"), by=importer, commit=True)

    assert names(importer) == []


def test_a_resource_may_be_tried_before_it_stores(importer):
    resource = Names()

    run_import(resource, rows("Người Một"), by=importer, commit=False)
    run_import(resource, rows("Người Một"), by=importer, commit=True)

    assert names(importer) == ["Người Một"]


def test_no_rows_are_no_import(importer):
    assert run_import(Names(), [], by=importer, commit=True) == []

"""Loading a set while somebody else loads it or builds on it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction

from communes.models import Cell
from communes.services.units import load_units
from criteria.models import CriteriaSet, Requirement
from criteria.services import load_set, stored_set
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import CellFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.waiting import wait_for_a_lock

CODE = "BO-THU"
MEANWHILE = (
    "Bộ BO-THU: có người vừa nạp bộ này hoặc vừa ghi số liệu dựa vào nó, nên chưa lưu gì. "
    "Nạp lại tệp."
)
UNITS = """\
sources: {ds: {text: Danh mục, exact: no}}
province: {code: "20", name: Lạng Sơn, kind: tinh, source: ds}
"""

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time"
)


def small_file(name: str = "Bộ thử"):
    """A set with one criterion, as its file would say it."""
    with transaction.atomic():
        made = CriteriaSetFactory(code=CODE, name=name)
        Requirement.objects.create(
            criteria_set=made, kind="CRITERION", code="1", position=1, name="Một",
            value_kind="NONE", name_provenance="VERIFIED", code_provenance="VERIFIED",
        )  # fmt: skip
        file = stored_set(made)
        transaction.set_rollback(True)
    return file


def answer(write: Callable[[], Any]) -> Any:
    """What a second process gets: the result, or the sentence of the refusal."""
    try:
        return write()
    except Refused as refused:
        return refused.message
    finally:
        connection.close()


def before(start: str, act: Callable[[], Any]):
    """An execute wrapper: `act` once, just before the first statement that begins with `start`."""
    done = []

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(start) and not done:
            done.append(sql)
            act()
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


@pytest.mark.django_db
def test_a_figure_stored_just_before_the_old_rows_go_refuses_the_load():
    file = small_file()
    load_set(file=file)
    requirement = Requirement.objects.get()

    with (
        before('SELECT "communes_cell"', lambda: CellFactory(requirement=requirement)),
        pytest.raises(Refused) as refused,
    ):
        load_set(file=replace(file, name="Bộ khác"))

    assert refused.value.message == MEANWHILE
    assert CriteriaSet.objects.get().name == "Bộ thử"


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_a_figure_stored_while_the_old_rows_go_refuses_the_load():
    file = small_file()
    load_set(file=file)
    requirement = Requirement.objects.get()

    with ThreadPoolExecutor(1) as pool:

        def somebody_saves() -> None:
            pool.submit(answer, lambda: CellFactory(requirement=requirement)).result(10)

        with before("DELETE", somebody_saves), pytest.raises(Refused) as refused:
            load_set(file=replace(file, name="Bộ khác"))

    assert refused.value.message == MEANWHILE
    assert (CriteriaSet.objects.get().name, Cell.objects.count()) == ("Bộ thử", 1)


@on_postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(True, "UNCHANGED", id="replaced-by-both"),
        pytest.param(False, MEANWHILE, id="created-by-both"),
    ],
)
def test_the_second_of_two_loads_waits_for_the_first(known, expected):
    file = small_file()
    if known:
        load_set(file=replace(file, name="Bộ cũ"))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            load_set(file=file)
            second = pool.submit(answer, lambda: load_set(file=file))
            wait_for_a_lock(second)
        found = second.result(10)

    assert found == expected
    assert stored_set(CriteriaSet.objects.get()) == file


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_units_loaded_twice_at_once_are_refused_with_a_sentence(tmp_path):
    path = tmp_path / "mau.yaml"
    path.write_text(UNITS, "utf-8")

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            load_units(file=path)
            second = pool.submit(answer, lambda: load_units(file=path))
            wait_for_a_lock(second)
        found = second.result(10)

    assert found == (
        "mau.yaml: có người vừa nạp hoặc vừa sửa các đơn vị này, nên chưa lưu gì. Nạp lại tệp."
    )

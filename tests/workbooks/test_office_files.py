"""The office's own sheets, each read, asked or refused as it is stated: no silent misreading."""

import pytest

from tests.workbooks.office_days import DAYS, STATUSES
from tests.workbooks.office_figures import FIGURES
from tests.workbooks.office_layouts import LAYOUTS
from tests.workbooks.office_names import LISTS, NAMES
from tests.workbooks.office_sheets import OfficeFile, as_stated, readings_of, table_of

FILES = [*LAYOUTS, *FIGURES, *DAYS, *STATUSES, *LISTS, *NAMES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.id)
def test_a_sheet_says_what_is_stated(file: OfficeFile):
    found = {place: as_stated(reading) for place, reading in readings_of(file).items()}

    assert found == file.expected


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.id)
def test_rows_are_passed_over_as_stated(file: OfficeFile):
    table = table_of(file)

    rows = table.rows if table else ()
    assert {row.number: row.passed_over for row in rows if row.passed_over} == file.passed


def test_there_are_enough_sheets_and_none_twice():
    names = [file.id for file in FILES]

    assert len(names) >= 80
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.id)
def test_sentences_are_short_and_say_what_is_written(file: OfficeFile):
    for reading in readings_of(file).values():
        for sentence in (reading.fault, reading.note, reading.question and reading.question.text):
            assert len((sentence or "").split()) <= 25
            assert "error" not in (sentence or "").lower()
        if reading.question:
            assert all(words for _, words in reading.question.options)

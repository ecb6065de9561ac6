import pytest

from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.written import is_percent, written


@pytest.mark.parametrize(
    ("kind", "text", "number_format", "shown"),
    [
        ("n", "0.955", "0.0%", "95,5%"),
        ("n", "12950", "", "12950"),
        ("n", "12950", "#,##0", "12.950"),
        ("n", "95.4786", "0.0", "95,5"),
        ("n", "95.4786", "General", "95,4786"),
        ("n", "43.50", "@", "43,5"),
        ("n", "100", "0.00E+00", "100"),
        ("n", "5", '0.0 "km"', "5,0"),
        ("n", "5", "[Red]0.0;[Blue]-0.0", "5,0"),
        ("d", "2024-01-30", "", "30/01/2024"),
        ("d", "2024-01-30T14:05:00", "", "30/01/2024 14:05:00"),
        ("d", "2024-01-30T00:00:00", "", "30/01/2024"),
        ("b", "1", "", "TRUE"),
        ("e", "#REF!", "", "#REF!"),
        ("f", "=A1+1", "", "=A1+1"),
        ("t", "Ái\nQuốc", "", "Ái Quốc"),
    ],
)
def test_a_cell_as_it_stands_in_excel(kind, text, number_format, shown):
    assert written(SheetCell(CellKind(kind), text, number_format)) == shown


def test_an_empty_cell_shows_nothing():
    assert written(None) == ""


@pytest.mark.parametrize(
    ("number_format", "is_one"),
    [("0%", True), ("0.0%;-0.0%", True), ('0"%"', False), (r"0\%", False), ("", False)],
)
def test_only_a_bare_sign_multiplies(number_format, is_one):
    assert is_percent(number_format) is is_one

"""The files that we hand out: they load, add up, and say what they do not know."""

from decimal import Decimal
from pathlib import Path

import pytest

from criteria.files import SetFile, ThresholdLine, read_set
from criteria.models import CriteriaSet
from criteria.services import LoadResult, load_set, stored_set

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "criteria"
SETS = {file.code: file for file in map(read_set, sorted(FOLDER.glob("*.yaml")))}
INCOME_RULE = (
    "≥ 1,10 × mức tiêu chí 10 (Thu nhập) của bộ xã nông thôn mới nâng cao cùng năm, cùng vùng"
)
REGIONS = ["TDMNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL"]


def thresholds(code: str, indicator: str) -> tuple[ThresholdLine, ...]:
    return next(
        one.thresholds
        for criterion in SETS[code].criteria
        for one in criterion.indicators
        if one.code == indicator
    )


def everywhere(code: str, indicator: str) -> tuple[Decimal | None, str]:
    """Figure and provenance of an indicator that has one threshold for all."""
    (only,) = thresholds(code, indicator)
    assert only.scope == ("", "", 0)
    return only.value, only.provenance


def by_region(code: str, indicator: str, year: int | None = None) -> dict[str, int | None]:
    """Figure per region, "" for the common one, None where it is missing."""
    rows = [row for row in thresholds(code, indicator) if row.year == year]
    return {row.region: None if row.value is None else row.value for row in rows}


def per_region(*values: float | None) -> dict[str, Decimal | None]:
    return {
        region: None if value is None else Decimal(str(value))
        for region, value in zip(REGIONS, values, strict=True)
    }


def test_the_five_editions_are_there():
    assert sorted(SETS) == [
        "NTM-2016-2020",
        "NTM-2021-2025",
        "NTM-2026-2030",
        "NTM-KM-2021-2025",
        "NTM-NC-2021-2025",
    ]


@pytest.mark.parametrize(
    ("code", "stated", "found"),
    [
        pytest.param("NTM-2021-2025", (19, 57), (19, 57), id="basic"),
        pytest.param("NTM-NC-2021-2025", (19, 75), (19, 75), id="advanced"),
        pytest.param("NTM-KM-2021-2025", (4, 4), (4, 4), id="model"),
        pytest.param("NTM-2016-2020", (19, 49), (19, 49), id="period-before"),
        pytest.param("NTM-2026-2030", (10, 47), (10, 0), id="frame-only"),
    ],
)
def test_counts(code, stated, found):
    file = SETS[code]

    assert (file.criteria_count, file.indicator_count) == stated
    indicators = [one for criterion in file.criteria for one in criterion.indicators]
    assert (len(file.criteria), len(indicators)) == found


@pytest.mark.parametrize(
    ("code", "kind", "decision", "days"),
    [
        ("NTM-2016-2020", ("BASIC", "CLOSED"), "1980/QĐ-TTg", ("2016-12-01", "2022-03-07")),
        ("NTM-2021-2025", ("BASIC", "CLOSED"), "318/QĐ-TTg", ("2022-03-08", "2026-02-14")),
        ("NTM-NC-2021-2025", ("ADVANCED", "CLOSED"), "318/QĐ-TTg", ("2022-03-08", "2026-02-14")),
        ("NTM-KM-2021-2025", ("MODEL", "CLOSED"), "319/QĐ-TTg", ("2022-03-08", "2026-02-14")),
        ("NTM-2026-2030", ("BASIC", "IN_FORCE"), "51/2025/QĐ-TTg", ("2026-02-15", "None")),
    ],
)
def test_header(code, kind, decision, days):
    file = SETS[code]

    assert ((file.tier, file.status), file.decision_no) == (kind, decision)
    assert (str(file.effective_from), str(file.effective_to)) == days


@pytest.mark.parametrize("file", SETS.values(), ids=SETS)
def test_every_indicator_has_a_threshold_and_every_threshold_its_decision(file: SetFile):
    indicators = [one for criterion in file.criteria for one in criterion.indicators]

    assert [one.code for one in indicators if not one.thresholds] == []
    uncited = [
        one.code
        for one in indicators
        for row in one.thresholds
        if file.decision_no not in row.citation
    ]
    assert uncited == []


@pytest.mark.parametrize("file", SETS.values(), ids=SETS)
def test_a_verified_figure_names_where_it_was_read(file: SetFile):
    unnamed = [
        one.code
        for criterion in file.criteria
        for one in criterion.indicators
        for row in one.thresholds
        if row.provenance == "VERIFIED" and "đối chiếu qua" not in row.citation
    ]

    assert unnamed == []


@pytest.mark.parametrize(
    ("code", "indicator", "expected"),
    [
        ("NTM-2021-2025", "3.1", (Decimal(80), "UNVERIFIED")),
        ("NTM-2021-2025", "9.1", (Decimal(0), "UNVERIFIED")),
        ("NTM-2021-2025", "15.1", (Decimal(90), "VERIFIED")),
        ("NTM-2021-2025", "15.3", (None, "MISSING")),
        ("NTM-2021-2025", "17.1", (None, "MISSING")),
        ("NTM-2021-2025", "2.1", (None, "MISSING")),
        ("NTM-NC-2021-2025", "14.1", (Decimal(95), "VERIFIED")),
        ("NTM-NC-2021-2025", "14.2", (Decimal(90), "UNVERIFIED")),
        ("NTM-NC-2021-2025", "18.2", (None, "MISSING")),
        ("NTM-KM-2021-2025", "3", (Decimal(1), "VERIFIED")),
        ("NTM-2016-2020", "15.1", (Decimal(85), "VERIFIED")),
    ],
)
def test_threshold_for_every_region(code, indicator, expected):
    assert everywhere(code, indicator) == expected


@pytest.mark.parametrize(
    ("code", "indicator", "year", "common", "expected"),
    [
        ("NTM-NC-2021-2025", "4", None, {}, per_region(98, 100, 99, 99, 98, 100, 99)),
        ("NTM-NC-2021-2025", "17.4", None, {}, per_region(40, *[None] * 6)),
        ("NTM-NC-2021-2025", "18.1", None, {}, per_region(35, None, 55, *[None] * 4)),
        ("NTM-NC-2021-2025", "10", 2023, {}, per_region(50, *[None] * 6)),
        ("NTM-NC-2021-2025", "3.1", None, {"": Decimal(90)}, per_region(*[None] * 7)),
        ("NTM-2021-2025", "11", None, {}, per_region(13, None, 5, 5, 7, None, 4)),
        ("NTM-2021-2025", "10", 2021, {}, per_region(36, 50, 36, 41, 41, 59, 50)),
        ("NTM-2021-2025", "10", 2025, {}, per_region(48, 62, 48, 53, 53, 71, 62)),
        ("NTM-2016-2020", "10", 2020, {"": Decimal(45)}, per_region(36, 50, 36, 41, 41, 59, 50)),
        (
            "NTM-2016-2020",
            "15.3",
            None,
            {"": Decimal("21.8")},
            per_region(26.7, 13.9, 24.2, 24.2, 31.4, 14.3, 20.5),
        ),
    ],
)
def test_threshold_per_region(code, indicator, year, common, expected):
    assert by_region(code, indicator, year) == common | expected


@pytest.mark.parametrize(
    ("code", "indicator", "region", "text"),
    [
        ("NTM-2021-2025", "14.1", "", "Đạt"),
        ("NTM-2021-2025", "5", "DBSH", "100% đạt CSVC mức độ 1"),
        ("NTM-2016-2020", "17.1", "TDMNPB", "Nước hợp vệ sinh ≥ 90%; nước sạch ≥ 50%"),
        (
            "NTM-KM-2021-2025",
            "2",
            "",
            INCOME_RULE,
        ),
    ],
)
def test_threshold_in_words(code, indicator, region, text):
    texts = {row.region: (row.text, row.provenance) for row in thresholds(code, indicator)}

    assert texts[region] == (text, "VERIFIED")


@pytest.mark.parametrize(
    ("code", "by_sex", "if_any"),
    [
        ("NTM-2021-2025", ["12.1", "12.2", "14.2", "15.1"], ["13.4"]),
        ("NTM-NC-2021-2025", ["12.1", "12.2", "14.1", "14.2", "14.3"], []),
    ],
)
def test_flags(code, by_sex, if_any):
    indicators = [one for criterion in SETS[code].criteria for one in criterion.indicators]

    assert [one.code for one in indicators if one.by_sex] == by_sex
    assert [one.code for one in indicators if one.if_any] == if_any


def test_the_frame_of_the_newest_set_has_its_groups():
    groups = [(group.code, group.name) for group in SETS["NTM-2026-2030"].commune_groups]

    assert groups == [("G1", "Xã nhóm 1"), ("G2", "Xã nhóm 2"), ("G3", "Xã nhóm 3")]


@pytest.mark.django_db
@pytest.mark.parametrize("file", SETS.values(), ids=SETS)
def test_each_file_loads_and_reads_back(file: SetFile):
    results = [load_set(file=file), load_set(file=file)]

    assert results == [LoadResult.CREATED, LoadResult.UNCHANGED]
    assert stored_set(CriteriaSet.objects.get()) == file

"""Tiers to reach, as appendices print them."""

import pytest

from plans.goal_words import read_goals, split_targets


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("Xây dựng xã nông thôn mới nâng cao", [("ADVANCED", "BUILD", None)]),
        ("duy trì xã NTM nâng cao.", [("ADVANCED", "MAINTAIN", None)]),
        ("Hoàn thành xã nông thôn mới kiểu mẫu, năm 2025", [("MODEL", "COMPLETE", 2025)]),
        (
            "Duy trì xã NTM; Xây dựng xã NTM nâng cao năm 2024",
            [("BASIC", "MAINTAIN", None), ("ADVANCED", "BUILD", 2024)],
        ),
        ("Xây dựng xã; nông thôn mới hiện đại", [("MODERN", "BUILD", None)]),
        ("Phấn đấu đạt chuẩn nông thôn mới nâng cao", [("ADVANCED", "", None)]),
        ("", []),
        ("Xã biên giới", None),
        ("Xây dựng xã nông thôn mới nâng cao và xã biên giới", None),
        ("Hoàn thành 19 tiêu chí nông thôn mới", None),
    ],
)
def test_goals_are_read_whole_or_not_at_all(text, goals):
    found = read_goals(text)

    assert (found and [(one.tier, one.action, one.year) for one in found]) == goals


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2,9", ("2,9", "")),
        ("2,9\nDuy trì xã NTM nâng cao", ("2,9", "Duy trì xã NTM nâng cao")),
        ("2, 5; Đạt chuẩn NTM", ("2, 5", "Đạt chuẩn NTM")),
        ("Duy trì xã NTM", ("", "Duy trì xã NTM")),
        ("Cả 19 tiêu chí", ("Cả 19 tiêu chí", "")),
        ("từ 1 đến 9 và 11", ("từ 1 đến 9 và 11", "")),
        ("1,2 xã", ("1,2 xã", "")),
    ],
)
def test_a_list_may_stand_before_the_goals(text, parts):
    assert split_targets(text) == parts

"""Tiers that communes are to reach, as an appendix prints them. Reads words only; no database.

"Xây dựng xã nông thôn mới nâng cao", "Duy trì xã NTM nâng cao, năm …".
"""

import re
from dataclasses import dataclass

from criteria.models import CriteriaSet
from ntm_portal.lib.text import clean_line, fold, shown
from plans.models.goals import Action

_ACTIONS = {fold(label): action for action, label in Action.choices}
_TIERS = {fold(label): tier for tier, label in CriteriaSet.Tier.choices}
_LONG = re.compile(r"\bntm\b")
_GOAL = re.compile(
    rf"(?P<verb>[a-z ]*?)\s*(?:\b(?:dat|chuan|danh hieu|la)\s+)*(?:xa\s+)?(?:(?:dat|chuan)\s+)*"
    rf"(?P<tier>{'|'.join(sorted(_TIERS, key=len, reverse=True))})"
    r"(?:,?\s+(?:trong |vao )?nam\s+(?P<year>\d{4}))?"
)
_FIRST_WORDS = (*_ACTIONS, "phan dau", "dat", "cong nhan", "giu", "xa", "nong thon moi", "ntm")
_FIRST_WORD = re.compile(rf"\b(?:{'|'.join(_FIRST_WORDS)})\b")


@dataclass(frozen=True)
class GoalWords:
    """action: "" where the verb is not one of the portal's; year: None where none is written."""

    tier: str
    action: str
    year: int | None
    written: str


def split_targets(text: str) -> tuple[str, str]:
    """ "2,9 Xây dựng xã nông thôn mới nâng cao" -> ("2,9", "Xây dựng …"): a list, then goals."""
    line = clean_line(text.replace("\n", "; "))
    folded = fold(line)
    found = _FIRST_WORD.search(folded)
    if found is None or len(folded) != len(line):
        return line, ""
    if not _GOAL.search(_LONG.sub("nong thon moi", folded[found.start() :])):
        return line, ""
    return line[: found.start()].rstrip(" ;,:-–"), line[found.start() :]


def read_goals(text: str) -> list[GoalWords] | None:
    """Goals between semicolons; None where anything else is written.

    A semicolon inside of one goal was the end of a line in its cell.
    """
    parts = [clean_line(part).rstrip(" .,") for part in text.split(";")]
    goals = [_goal(part) for part in parts if part]
    read = [goal for goal in goals if goal is not None]
    if len(read) == len(goals):
        return read
    whole = _goal(clean_line(text.replace(";", " ")).rstrip(" .,"))
    return [whole] if whole else None


def _goal(words: str) -> GoalWords | None:
    found = _GOAL.fullmatch(_LONG.sub("nong thon moi", fold(words)))
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else None
    action = _ACTIONS.get(found["verb"].strip(), "")
    return GoalWords(_TIERS[found["tier"]], action, year, shown(words, 80))

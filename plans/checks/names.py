"""Names of communes that are spelled differently from one place to another. Pure."""

import re
from collections.abc import Iterator

from plans.checks.facts import PlanFacts, Row
from plans.checks.findings import Finding, Place, Severity
from plans.phrases.words import fold_in_place

# A village or a district may bear the same name with other marks.
_NOT_A_COMMUNE = re.compile(r"\b(?:thon|ban|khu|xom|huyen|tinh|thanh pho|dan toc)\s*$")


def check(facts: PlanFacts) -> Iterator[Finding]:
    for row in facts.rows:
        if row.official and row.plain != row.official:
            yield _variant(row, row.plain, (row.place, row.board))
    for row in facts.rows:
        spelled: dict[str, list[Place]] = {}
        for one in facts.narratives:
            for printed in _printed(row, f"{one.heading}\n{one.text}"):
                if printed not in {row.official or row.plain, row.plain}:
                    places = spelled.setdefault(printed, [])
                    if one.place not in places:
                        places.append(one.place)
        for printed, places in spelled.items():
            yield _variant(row, printed, (*places, row.place))


def _variant(row: Row, printed: str, places: tuple[Place, ...]) -> Finding:
    official = row.official or row.plain
    message = f"Tên xã viết ‘{printed}’, ở chỗ khác là ‘{official}’."
    return Finding("name-variant", Severity.WARNING, message, places, printed, official)


def _printed(row: Row, text: str) -> Iterator[str]:
    """The commune's name as the text spells it, where it stands with capital letters."""
    folded = fold_in_place(text)
    name = fold_in_place(row.official or row.plain)
    words_of = r"\s+".join(map(re.escape, name.split()))
    pattern = rf"\b{words_of}\b"
    for found in re.finditer(pattern, folded):
        words = text[found.start() : found.end()].split()
        capital = all(word[:1].isupper() for word in words)
        if not capital or all(word.isupper() for word in words):
            continue  # "thống nhất" is a verb, a heading has no small letters
        if not _NOT_A_COMMUNE.search(folded[: found.start()]):
            yield " ".join(words)

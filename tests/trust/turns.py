"""Who is asked for which line of authz.csv.

Of the twenty thousand requests of the table the server is asked those that can come out otherwise.
Whoever gets in anywhere behind a door is tried in every line of it. Whoever is shut out of all of
them is tried in the first and in every twelfth of the others, another one for each person and door,
with one foreign or missing object each: one guard, which does not look at the state, keeps them
out. A signed plan is sent to the communes, so whoever gets it is also tried where it is signed.
The mutants of the guards go by the same turns: they show that these suffice. A method that a door
does not have is there for nobody, so one in six asks for it. `TURN` 1 asks nearly all.

On PostgreSQL only the first line of every door is tried, by four people, and no mutants: the rules
are the same code, and what may differ is whether each query behind them runs there.
"""

from collections.abc import Iterator
from itertools import groupby

from django.db import connection

from tests.trust.doors import LINES
from tests.trust.lines import NO_SUCH_METHOD, NOT_FOUND, PERSONAS, RECEIVES_PLAN, TO_LOGIN, Line

SHUT = {TO_LOGIN, NOT_FOUND, NO_SUCH_METHOD}
TURN = 12
ON_POSTGRES = ("office", "officer", "neighbour", "foreign_office")
LINES_OF = {
    key: list(lines) for key, lines in groupby(LINES, key=lambda line: (line.door.url, line.method))
}


def whom_to_try(line: Line, place: int) -> Iterator[tuple[str, int | None]]:
    """Who knocks at the line in this place of its door, and with how many of its objects."""
    if connection.vendor == "postgresql":
        yield from ((persona, 1) for persona in ON_POSTGRES if place == 0)
        return
    lines = LINES_OF[line.door.url, line.method]
    is_first = place == 0 and line.on.then != NO_SUCH_METHOD
    for number, persona in enumerate(PERSONAS):
        sent = line.on.state == "SIGNED" and persona in RECEIVES_PLAN
        if any(one.answers[persona] not in SHUT for one in lines):
            yield persona, None
        elif (place + number + len(line.door.url)) % TURN == 0 or is_first or sent:
            yield persona, 1

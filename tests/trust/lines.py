"""The words in which `doors` says who may do what, and the lines of authz.csv that follow. Pure.

A door is an address as the URL conf writes it. `On` says what happens there: in this state these
people get that answer, everybody else who is signed in gets the other one. Two things follow from
every door without being said again:

* an object of somebody else's is answered like one that does not exist, 404, for all 13;
* a method that a door does not have is answered 405.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

PERSONAS = (
    "anonymous",
    "no_role",  # signed in, nothing more
    "reader",  # of the district
    "officer",  # of this commune, and of the one that ended
    "neighbour",  # officer of another commune of the district
    "agency_member",  # of the district
    "agency_head",  # of the district
    "foreign_agency_head",  # of another district of the province
    "leader",  # of the district
    "office",  # of the district
    "province_office",
    "foreign_office",  # of another district of the province, and of another province
    "admin",  # superuser who was also given the office's role and an agency's chair
)
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = frozenset(PERSONAS) - {"anonymous"}
# Who holds a role on the district or above it; who sees this commune; who got the signed plan.
SEES_DISTRICT = frozenset(
    {
        "reader",
        "agency_member",
        "agency_head",
        "leader",
        "office",
        "province_office",
        "admin",
    }
)
SEES_COMMUNE = SEES_DISTRICT | {"officer"}
RECEIVES_PLAN = SEES_COMMUNE | {"neighbour"}
# Who writes: readers and administrators do not; leaders only take steps.
OFFICES = frozenset({"office", "province_office"})
LEADERS = frozenset({"leader"})
COMMUNE_STAFF = frozenset({"officer"})
AGENCIES = frozenset({"agency_member", "agency_head"})
WRITES_CELLS = OFFICES | COMMUNE_STAFF

TO_LOGIN, NOT_FOUND, NO_SUCH_METHOD = "302", "404", "405"
OWN, FOREIGN, NOTHING = "own", "foreign", "nothing"
RELATIONS = (OWN, FOREIGN, NOTHING)
METHODS = ("GET", "POST")
PART = re.compile(r"<.*?>")


@dataclass(frozen=True)
class On:
    """In one state: `who` get `then`, the rest who are signed in get `otherwise`.

    An answer is a status, with a plus where something was written. uses: the scene's object that
    stands in place of the door's own one, by its name: {"plan": "signed"}. form, query: in place
    of the door's, where the state needs another. but: answers that differ, by persona.
    """

    state: str
    who: frozenset[str]
    then: str
    otherwise: str = NOT_FOUND
    relation: str = OWN
    uses: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    query: str | None = None
    but: Mapping[str, str] = field(default_factory=dict)

    def answer(self, persona: str) -> str:
        if persona in self.but:
            return self.but[persona]
        if persona == "anonymous":
            return TO_LOGIN
        return self.then if persona in self.who else self.otherwise


@dataclass(frozen=True)
class Door:
    """url: as in the URL conf. parts: names of the objects for its <...>, in their order.

    named: objects that the query or the form names and that are guarded as those of the address.
    public: parts that are everybody's; only what does not exist is looked for.
    told: parts whose absence is no 404 for whoever may write beside it; the states say what.
    form: what a person would send; json: the same as the text of a script's request.
    file: the field of the form that takes a small PDF. is_open: nobody is sent to the login here.
    Names in braces, here and in parts, are those of `scene`.
    """

    url: str
    parts: Sequence[str] = ()
    named: Sequence[str] = ()
    public: Sequence[str] = ()
    told: Sequence[str] = ()
    query: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    json: str = ""
    file: str = ""
    is_open: bool = False
    get: Sequence[On] = ()
    post: Sequence[On] = ()

    def __post_init__(self) -> None:
        if len(PART.findall(self.url)) != len(self.parts):
            raise ValueError(f"{self.url}: one name in `parts` for each <...>")

    def on(self, method: str) -> Sequence[On]:
        said = self.get if method == "GET" else self.post
        return said or [
            On("", NOBODY, NO_SUCH_METHOD, NO_SUCH_METHOD, but=self.nobody_gets(NO_SUCH_METHOD))
        ]

    def nobody_gets(self, answer: str) -> dict[str, str]:
        """What anonymous people get where they are not sent to the login."""
        return {"anonymous": answer} if self.is_open else {}

    @property
    def guarded(self) -> list[str]:
        """Names of the objects that may be foreign."""
        apart = {*self.public, *self.told}
        return [name for name in (*self.parts, *self.named) if name not in apart]


@dataclass(frozen=True)
class Line:
    """One line of authz.csv. tries: the objects used, each combination is one request."""

    door: Door
    method: str
    on: On
    tries: tuple[Mapping[str, str], ...]

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.door.url, self.method, self.on.relation, self.on.state

    @property
    def answers(self) -> dict[str, str]:
        return {persona: self.on.answer(persona) for persona in PERSONAS}

    @property
    def row(self) -> list[str]:
        url, *rest = self.key
        return [f"/{url}", *rest, *self.answers.values()]


def lines_of(door: Door) -> Iterator[Line]:
    for method in METHODS:
        said = door.on(method)
        for on in said:
            yield Line(door, method, on, (on.uses,))
        first = said[0]
        closed = NO_SUCH_METHOD if first.then == NO_SUCH_METHOD else NOT_FOUND
        shut = replace(first, who=NOBODY, otherwise=closed, but=door.nobody_gets(closed))
        # A door without the method never looks at the object: one request says it.
        most = 1 if closed == NO_SUCH_METHOD else None
        for relation, uses in ((FOREIGN, _foreign), (NOTHING, _nothing)):
            tries = uses(door, first.uses)[:most]
            if tries:
                yield Line(door, method, replace(shut, relation=relation), tries)


def _foreign(door: Door, uses: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """Everything foreign, and one after the other beside what is one's own."""
    one_foreign = tuple(dict(uses) | {name: "foreign"} for name in door.guarded)
    if len(one_foreign) < 2:
        return one_foreign
    return dict(uses) | dict.fromkeys((*door.guarded, *door.told), "foreign"), *one_foreign


def _nothing(door: Door, uses: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    missed = [name for name in (*door.parts, *door.named) if name not in door.told]
    return tuple(dict(uses) | {name: "nothing"} for name in missed)

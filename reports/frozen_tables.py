"""An AppendixTable as JSON and back, so that a page can show what was signed. Pure.

Figures are kept as text: a float would round them.
"""

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from reports.tables import (
    Align,
    AppendixTable,
    Column,
    ColumnGroup,
    Exact,
    HeadingStyle,
    Kind,
    Listing,
    Orientation,
    Row,
    RowKind,
    Value,
)

_PLAIN = ("code", "label", "title", "author", "page_numbers", "name", "follows_day")


def dump(table: AppendixTable) -> dict:
    """What JSON can hold; `load` gives an equal table."""
    return {
        **{name: getattr(table, name) for name in _PLAIN},
        "subtitles": list(table.subtitles),
        "notes": list(table.notes),
        "dated_on": table.dated_on.isoformat() if table.dated_on else None,
        "orientation": table.orientation.value,
        "heading_style": table.heading_style.value,
        "header": [_dump_part(part) for part in table.header],
        "rows": [
            {
                "kind": row.kind.value,
                "values": [_dump_value(value) for value in row.values],
                "decimals": row.decimals,
                "keeps_next": row.keeps_next,
            }
            for row in table.rows
        ],
    }


def load(kept: dict) -> AppendixTable:
    return AppendixTable(
        **{name: kept[name] for name in _PLAIN},
        subtitles=tuple(kept["subtitles"]),
        notes=tuple(kept["notes"]),
        dated_on=date.fromisoformat(kept["dated_on"]) if kept["dated_on"] else None,
        orientation=Orientation(kept["orientation"]),
        heading_style=HeadingStyle(kept["heading_style"]),
        header=tuple(_load_part(part) for part in kept["header"]),
        rows=tuple(
            Row(
                RowKind(row["kind"]),
                tuple(_load_value(value) for value in row["values"]),
                row["decimals"],
                row["keeps_next"],
            )
            for row in kept["rows"]
        ),
    )


def _dump_part(part: Column | ColumnGroup) -> dict:
    if isinstance(part, ColumnGroup):
        return {"title": part.title, "columns": [_dump_part(column) for column in part.columns]}
    return asdict(part) | {"kind": part.kind.value, "align": part.align.value}


def _load_part(kept: dict) -> Column | ColumnGroup:
    if "columns" in kept:
        return ColumnGroup(kept["title"], tuple(_load_column(one) for one in kept["columns"]))
    return _load_column(kept)


def _load_column(kept: dict) -> Column:
    return Column(**kept | {"kind": Kind(kept["kind"]), "align": Align(kept["align"])})


def _dump_value(value: Value) -> object:
    match value:
        case Listing(items, remark):
            return {"items": list(items), "remark": remark}
        case Exact(number, decimals):
            return {"exact": str(number), "decimals": decimals}
        case Decimal():
            return {"decimal": str(value)}
        case _:
            return value


def _load_value(kept: object) -> Value:
    match kept:
        case {"items": items, "remark": remark}:
            return Listing(tuple(items), remark)
        case {"exact": number, "decimals": decimals}:
            return Exact(Decimal(number), decimals)
        case {"decimal": number}:
            return Decimal(number)
        case _:
            return kept  # type: ignore[return-value]  # what JSON holds as it is

"""The boxes of notes: Excel shows a note only where an old drawing (VML) has a box. No Django."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from lxml import etree

from ntm_portal.lib.workbooks.drafts import Element
from ntm_portal.lib.workbooks.sheet_parts import Place

_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_X = "urn:schemas-microsoft-com:office:excel"
_NAMES = f"xmlns:v={quoteattr(_V)} xmlns:o={quoteattr(_O)} xmlns:x={quoteattr(_X)}"
NEW_DRAWING = f"""<xml {_NAMES}>
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
</xml>""".encode()
_BOX = f"""<v:shape {_NAMES} id="_x0000_s%(number)d" type="#_x0000_t202"
 style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">
<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>
<v:textbox style="mso-direction-alt:auto"/>
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>
<x:Anchor>%(left)d,15,%(top)d,2,%(right)d,15,%(bottom)d,4</x:Anchor><x:AutoFill>False</x:AutoFill>
<x:Row>%(row)d</x:Row><x:Column>%(column)d</x:Column></x:ClientData></v:shape>"""
_COLUMNS, _LETTERS_A_LINE = 3, 30  # of a box


def take_away_boxes(drawing: Element, places: set[Place]) -> None:
    for data in list(drawing.iter(f"{{{_X}}}ClientData")):
        row, column = (data.findtext(f"{{{_X}}}{name}", "-1") for name in ("Row", "Column"))
        if data.get("ObjectType") == "Note" and _place(row, column) in places:
            box = data.getparent()
            box.getparent().remove(box)


def _place(row: str, column: str) -> Place | None:
    """In a drawing, rows and columns count from 0."""
    both = (row.strip(), column.strip())
    return (int(both[0]) + 1, int(both[1]) + 1) if all(each.isdecimal() for each in both) else None


def add_boxes(drawing: Element, notes: Mapping[Place, str]) -> None:
    """Beside each cell a box as high as its words need; shown when the mouse is on the cell."""
    numbers = [
        int(found[1])
        for each in drawing.iter(f"{{{_V}}}shape")
        if (found := re.fullmatch(r"_x0000_s([0-9]{1,9})", each.get("id", "")))
    ]
    first = max(numbers, default=1024) + 1
    for number, ((row, column), text) in enumerate(sorted(notes.items()), start=first):
        top = max(row - 2, 0)
        lines = 2 + len(text) // _LETTERS_A_LINE + text.count("\n")
        box = _BOX % {
            "number": number,
            "left": column,
            "right": column + _COLUMNS,
            "top": top,
            "bottom": top + lines,
            "row": row - 1,
            "column": column - 1,
        }
        drawing.append(etree.fromstring(box))

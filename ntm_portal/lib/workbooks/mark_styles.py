"""The red fill of wrong cells, in a workbook's styles. No Django."""

from copy import deepcopy

from lxml import etree

from ntm_portal.lib.workbooks.drafts import Element, tag

_RED = "FFFFC7CE"  # Excel's own "bad"
_NO_FILL = "0"


class Fills:
    """Numbers of styles with and without the fill, made when they are first asked for."""

    def __init__(self, root: Element) -> None:
        self._fills = root.find(tag(root, "fills"))
        self._looks = root.find(tag(root, "cellXfs"))
        if self._fills is None or self._looks is None:
            raise LookupError("cellXfs")
        self._red = self._number_of_red()
        self._made: dict[tuple[int, str], int] = {}

    def red(self, style: int) -> int:
        return self._with_fill(style, self._red)

    def without_red(self, style: int) -> int:
        """The same style when it is not red; the colour that it had before is not known."""
        red = self._looks[style].get("fillId") == self._red
        return self._with_fill(style, _NO_FILL) if red else style

    def _number_of_red(self) -> str:
        """Of the fill that is there from an earlier time, or else of a new one."""
        for number, fill in enumerate(self._fills):
            if any(each.get("rgb") == _RED for each in fill.iter(tag(fill, "fgColor"))):
                return str(number)
        fill = etree.SubElement(self._fills, tag(self._fills, "fill"))
        pattern = etree.SubElement(fill, tag(fill, "patternFill"), patternType="solid")
        etree.SubElement(pattern, tag(fill, "fgColor"), rgb=_RED)
        etree.SubElement(pattern, tag(fill, "bgColor"), indexed="64")
        self._fills.set("count", str(len(self._fills)))
        return str(len(self._fills) - 1)

    def _with_fill(self, style: int, fill: str) -> int:
        look = self._looks[style]
        if look.get("fillId") == fill:
            return style
        if (style, fill) not in self._made:
            copy = deepcopy(look)
            copy.set("fillId", fill)
            copy.set("applyFill", "1")
            self._looks.append(copy)
            self._looks.set("count", str(len(self._looks)))
            self._made[style, fill] = len(self._looks) - 1
        return self._made[style, fill]

"""Workbooks put together part by part, as no program would write them."""

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK_TYPE = f"{_OFFICE}.sheet.main+xml"
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK, TYPES = "xl/workbook.xml", "[Content_Types].xml"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """rows: what stands in <sheetData>."""
    names = f'xmlns="{MAIN}" xmlns:r="{LINKS}"'
    return f"<worksheet {names}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def text_cell(where: str, text: str, style: int = 0) -> str:
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def links(*targets: str) -> str:
    """A part of relations "r1", "r2", … each "kind target"."""
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, _, target) in enumerate((each.partition(" ") for each in targets), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def styles_xml(*looks: str, fonts: str = "", formats: str = "") -> str:
    """looks: attributes of the styles 1, 2, …; 0 is plain. fonts: those after the plain one."""
    cells = "".join(f"<xf {look}/>" for look in ("", *looks))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<fonts><font><name val="Times New Roman"/></font>{fonts}</fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills>'
        "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        f"<cellXfs>{cells}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def parts_of(
    sheet: str = "",
    *,
    sheets: Mapping[str, str] | None = None,
    styles: str = "",
    strings: str = "",
    properties: str = "",
) -> dict[str, bytes | str]:
    """The parts of a workbook. sheet: rows of its one sheet "PL02"; sheets: XML by name instead.

    strings: what stands in <sst>. properties: after the sheets, "<calcPr/>", or before "|".
    """
    sheets = sheets or {"PL02": sheet_xml(sheet)}
    before, _, after = properties.rpartition("|")
    numbers = range(1, len(sheets) + 1)
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    kinds = [f"worksheet worksheets/sheet{number}.xml" for number in numbers]
    return {
        TYPES: f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{WORKBOOK}" ContentType="{WORKBOOK_TYPE}"/></Types>',
        "_rels/.rels": links(f"officeDocument {WORKBOOK}"),
        WORKBOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{before}'
        f"<sheets>{named}</sheets>{after}</workbook>",
        "xl/_rels/workbook.xml.rels": links(
            *kinds, "sharedStrings sharedStrings.xml", "styles styles.xml"
        ),
        **{
            f"xl/worksheets/sheet{number}.xml": xml
            for number, xml in zip(numbers, sheets.values(), strict=True)
        },
        STRINGS: f'<sst xmlns="{MAIN}">{strings}</sst>',
        STYLES: styles or styles_xml(),
    }


def book_of(sheet: str = "", **more: object) -> bytes:
    return zipped(parts_of(sheet, **more))

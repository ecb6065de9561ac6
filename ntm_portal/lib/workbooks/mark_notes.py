"""Notes on the cells of a sheet: the words in one part, their boxes in another. No Django."""

from collections.abc import Mapping

from lxml import etree

from ntm_portal.lib.workbooks.drafts import Drafts, Element, tag
from ntm_portal.lib.workbooks.mark_boxes import NEW_DRAWING, add_boxes, take_away_boxes
from ntm_portal.lib.workbooks.model import address
from ntm_portal.lib.workbooks.packages import Package
from ntm_portal.lib.workbooks.sheet_parts import Place, place_of
from ntm_portal.lib.workbooks.strings import OUR_NAME

_MAIN = "application/vnd.openxmlformats-officedocument."
_COMMENTS_TYPE = f"{_MAIN}spreadsheetml.comments+xml"
_DRAWING_TYPE = f"{_MAIN}vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What follows <legacyDrawing> in a sheet, whose elements have an order.
_AFTER_DRAWING = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
)


def put_notes(
    drafts: Drafts, package: Package, sheet: str, notes: Mapping[Place, str]
) -> set[Place]:
    """Write the notes of a sheet; gives the cells that have lost ours of an earlier time.

    Somebody else's note in the same cell stays, with our words below.
    """
    relations = package.relations(sheet).values()
    found = next((each.target for each in relations if each.kind == "comments"), "")
    ours = bool(found) and OUR_NAME.encode() in package.read(found)
    if not (notes or ours):
        return set()
    comments = _comments(drafts, sheet, found)
    before = _take_away_ours(comments)
    others = {place_of(each.get("ref", "")): each for each in _each_comment(comments)}
    for place, text in sorted(notes.items()):
        _add_words(others.get(place), comments, place, text)
    drawing = _drawing(drafts, package, sheet)
    take_away_boxes(drawing, before)
    add_boxes(drawing, {place: text for place, text in notes.items() if place not in others})
    return before - set(notes)


def _comments(drafts: Drafts, sheet: str, found: str) -> Element:
    """Found or new, with us among its authors."""
    namespace = etree.QName(drafts.root(sheet)).namespace
    part = found or drafts.new_name("xl/ntm-comments{}.xml")
    new = f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()
    root = drafts.root(part, new=new)
    if not found:
        drafts.relate(sheet, "comments", part)
        drafts.declare(part, _COMMENTS_TYPE)
    if root.find(tag(root, "commentList")) is None:
        etree.SubElement(root, tag(root, "commentList"))
    authors = root.find(tag(root, "authors"))
    if authors is None:
        authors = etree.Element(tag(root, "authors"))
        root.insert(0, authors)
    if OUR_NAME not in [each.text for each in authors]:
        etree.SubElement(authors, tag(root, "author")).text = OUR_NAME
    return root


def _our_number(comments: Element) -> str:
    authors = [each.text for each in comments.find(tag(comments, "authors"))]
    return str(authors.index(OUR_NAME))


def _each_comment(comments: Element) -> list[Element]:
    return list(comments.iter(tag(comments, "comment")))


def _take_away_ours(comments: Element) -> set[Place]:
    ours = [
        each for each in _each_comment(comments) if each.get("authorId") == _our_number(comments)
    ]
    for comment in ours:
        comment.getparent().remove(comment)
    return {place_of(each.get("ref", "")) for each in ours}


def _add_words(comment: Element | None, comments: Element, place: Place, text: str) -> None:
    if comment is None:
        listed = comments.find(tag(comments, "commentList"))
        comment = etree.SubElement(listed, tag(comments, "comment"), ref=address(*place))
        comment.set("authorId", _our_number(comments))
    words = comment.find(tag(comments, "text"))
    if words is None:
        words = etree.SubElement(comment, tag(comments, "text"))
    if text in "".join(words.itertext()):
        return
    run = etree.SubElement(words, tag(comments, "r"))
    written = etree.SubElement(run, tag(comments, "t"))
    written.set(_SPACE, "preserve")
    written.text = f"\n{text}" if len(words) > 1 or words.text else text


def _drawing(drafts: Drafts, package: Package, sheet: str) -> Element:
    """The old drawing of a sheet, found or new."""
    root = drafts.root(sheet)
    names = drafts.relation_names
    link = root.find(tag(root, "legacyDrawing"))
    if link is not None:
        relation = package.relations(sheet).get(link.get(f"{{{names}}}id", ""))
        if relation is not None and package.has(relation.target):
            return drafts.root(relation.target, recover=True)
        root.remove(link)
    part = drafts.new_name("xl/ntm-drawing{}.vml")
    drafts.declare(part, _DRAWING_TYPE)
    link = etree.Element(tag(root, "legacyDrawing"))
    link.set(f"{{{names}}}id", drafts.relate(sheet, "vmlDrawing", part))
    after = [each for each in root if etree.QName(each).localname in _AFTER_DRAWING]
    root.insert(root.index(after[0]) if after else len(root), link)
    return drafts.root(part, new=NEW_DRAWING)

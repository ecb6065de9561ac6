"""Parts of a package that are being changed, and the package written again. No Django.

lxml keeps what it does not know: prefixes, orders, extensions of later editions.
"""

import posixpath
import stat
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.packages import TYPES, Package
from ntm_portal.lib.workbooks.xml_parts import mended

Element = Any  # of lxml, which ships no types
_RELATIONS = "_rels/.rels"  # of the package itself
_WORKBOOK = "/officeDocument"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a zip archive can hold: the clock would change the bytes


def tag(element: Element, name: str) -> str:
    """`name` in the namespace of `element`: the strict edition of the format has another."""
    return f"{{{etree.QName(element).namespace}}}{name}"


class Drafts:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._roots: dict[str, Element] = {}
        self._package_relations = _parsed(package.read(_RELATIONS), _RELATIONS)

    @property
    def relation_names(self) -> str:
        """What the names of relations begin with: the strict edition has its own."""
        kinds = (each.get("Type", "") for each in self._package_relations)
        found = next((kind for kind in kinds if kind.endswith(_WORKBOOK)), "")
        if not found:
            raise refusing.broken(_RELATIONS)
        return found.removesuffix(_WORKBOOK)

    def root(self, part: str, *, new: bytes = b"", recover: bool = False) -> Element:
        """The root of a part, to be changed. new: what it is where there is none yet. recover:
        take it even where it is no sound XML, as drawings are that old programs wrote.

        Raises Refused with the part's name.
        """
        if part not in self._roots:
            found = self._package.has(part) or not new
            content = mended(self._package.read(part)) if found else new
            self._roots[part] = _parsed(content, part, recover=recover)
        return self._roots[part]

    def relate(self, part: str, kind: str, target: str) -> str:
        """A relation from one part to another; gives its id."""
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        namespace = etree.QName(self._package_relations).namespace
        root = self.root(place, new=f'<Relationships xmlns="{namespace}"/>'.encode())
        taken = {each.get("Id") for each in root}
        number = next(n for n in range(1, len(taken) + 2) if f"ntm{n}" not in taken)
        relation = etree.SubElement(root, tag(root, "Relationship"), Id=f"ntm{number}")
        relation.set("Type", f"{self.relation_names}/{kind}")
        relation.set("Target", f"/{target}")
        return f"ntm{number}"

    def declare(self, part: str, content_type: str) -> None:
        root = self.root(TYPES)
        override = etree.SubElement(root, tag(root, "Override"), PartName=f"/{part}")
        override.set("ContentType", content_type)

    def new_name(self, name: str) -> str:
        """ "xl/ntm{}.xml" with the first number that no part has."""
        numbers = range(1, len(self._package.names) + len(self._roots) + 2)
        names = (name.format(number) for number in numbers)
        return next(n for n in names if not self._package.has(n) and n not in self._roots)

    def package(self) -> bytes:
        """The same bytes on repeat. Entries that lead out of the package are left out."""
        target = BytesIO()
        waiting = dict(self._roots)
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for entry in self._package.entries:
                if _leads_out(entry):
                    continue
                root = next((waiting.pop(p) for p in list(waiting) if _same(p, entry)), None)
                content = self._package.read(entry.filename) if root is None else _written(root)
                archive.writestr(_entry(entry.filename), content)
            for part, root in waiting.items():
                archive.writestr(_entry(part), _written(root))
        return target.getvalue()


def _parsed(content: bytes, part: str, *, recover: bool = False) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=recover,
        remove_comments=True,  # they would count as children
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise refusing.broken(part) from fault
    if root is None:
        raise refusing.broken(part)
    if root.getroottree().docinfo.doctype:
        raise Refused(refusing.UNSAFE)
    return root


def _written(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _FIRST_DAY)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _same(part: str, entry: ZipInfo) -> bool:
    return part.lower() == entry.filename.replace("\\", "/").lstrip("/").lower()


def _leads_out(entry: ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/")
    linked = stat.S_ISLNK(entry.external_attr >> 16)
    return linked or name.startswith("/") or ".." in name.split("/") or entry.is_dir()

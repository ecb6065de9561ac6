"""The XML of a workbook's parts, walked by expat. Pure.

A document type is refused where it begins, in whatever encoding: without it there are no entities
to expand and no outer files to fetch.
"""

import re
from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.parsers import expat

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks import refusing

Attributes = dict[str, str]

# What XML cannot hold but programs write all the same, in UTF-8: control characters and halves of
# pairs, plain or as a reference. Excel's own way to write them is _x000B_.
_ODD_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xed[\xa0-\xbf][\x80-\xbf]")
_ODD_REFERENCE = re.compile(rb"&#(?:x0*([0-9A-Fa-f]{1,4})|0*([0-9]{1,5}));")


def local(name: str) -> str:
    """Without the namespace, in which parts differ only by edition and by program."""
    return name.rpartition(" ")[2]


def walk(
    content: bytes,
    part: str,
    *,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Call back for each element and text, with local names of elements.

    Raises Refused with the part's name where it is broken; also where a callback raises ValueError
    or LookupError, for it is the part that holds what cannot be taken.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    if end is not None:
        ended = end
        parser.EndElementHandler = lambda name: ended(local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)  # noqa: FBT003  # the whole of it; it takes no keyword
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise refusing.broken(part) from fault


def _refuse_doctype(*declared: object) -> NoReturn:
    raise Refused(refusing.UNSAFE)


def walk_paths(content: bytes, part: str, visit: Callable[[str, Attributes], object]) -> None:
    """Visit each element with the way to it, "styleSheet/fonts/font", and its local attributes."""
    way: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        way.append(name)
        visit("/".join(way), {local(key): value for key, value in attributes.items()})

    walk(content, part, start=start, end=lambda name: way.pop())


def is_set(attributes: Mapping[str, str], name: str, *, otherwise: bool = False) -> bool:
    """A truth as XML writes it: "1", "true"; otherwise: where nothing is written."""
    written = attributes.get(name)
    return otherwise if written is None else written not in ("0", "false", "off")


def mended(content: bytes) -> bytes:
    """Characters that XML cannot hold, rewritten as Excel would: they are cleaned with the text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        return content  # UTF-16
    content = _ODD_BYTES.sub(_rewritten_bytes, content)
    return _ODD_REFERENCE.sub(_rewritten_reference, content)


def _rewritten_bytes(found: re.Match[bytes]) -> bytes:
    character = found.group().decode("utf-8", "surrogatepass")
    return b"_x%04X_" % ord(character)


def _rewritten_reference(found: re.Match[bytes]) -> bytes:
    code = int(found[1], 16) if found[1] else int(found[2])
    odd = (code < 0x20 and code not in (9, 10, 13)) or 0xD800 <= code < 0xE000
    return b"_x%04X_" % code if odd else found.group()

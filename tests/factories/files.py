"""The smallest files of each kind that are what they say."""

import struct
import zlib

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


def pdf_of(size: int) -> bytes:
    """A PDF of exactly `size` bytes."""
    head, tail = b"%PDF-1.7\n%", b"\n%%EOF"
    return head + b"x" * (size - len(head) - len(tail)) + tail


def chunk(name: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def png(width: int = 2, height: int = 2, *, more: bytes = b"") -> bytes:
    """more: chunks before the picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    picture = chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + more + picture + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(width: int = 2, height: int = 2, *, comment: bytes = b"") -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    parts = [segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")]
    parts += [segment(0xFE, comment)] if comment else []
    parts += [segment(0xC0, frame), segment(0xDA, b"\x01\x01\0\0\x3f\0")]
    return b"\xff\xd8" + b"".join(parts) + b"\x12\x34" + b"\xff\xd9"

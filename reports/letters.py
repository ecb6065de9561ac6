"""An official letter (công văn) with a table in it, as plain data. Pure."""

from dataclasses import dataclass

from reports.tables import AppendixTable


@dataclass(frozen=True)
class Letter:
    """In the form of Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu công văn.

    Number, day and signer are blanks: nobody knows them before it is signed. place: where it is
    written. opening, closing: the paragraphs before and after the table; copies: "Nơi nhận".
    """

    issuer: str
    place: str
    subject: str
    recipients: tuple[str, ...]
    opening: str
    table: AppendixTable
    closing: str
    copies: tuple[str, ...]

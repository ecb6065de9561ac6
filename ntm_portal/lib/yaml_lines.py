"""YAML files that people write: every scalar stays text, every part knows its line.

    top = read_yaml(path)                  # Entries: a dict whose values are Text, Items, Entries
    top.expect({"code", "regions"})        # another key is refused with its line
    code = top.text("code", most=40)       # typed readers refuse with the line of the value
    raise wrong(code, f"mã ‘{code}’ đã có. Đặt mã khác.")

Nothing is converted silently: `1.10`, `no` and `2022-03-08` arrive as they are written, in NFC
and without invisible characters. Anchors and aliases are refused: a reader of the file should
see each figure where it holds.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol, cast

import yaml

from ntm_portal.lib.dates import parse_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_text


class Placed(Protocol):
    """Anything that came from a file; where: "ntm-2021-2025.yaml, dòng 41"."""

    where: str


def wrong(part: Placed, sentence: str) -> Refused:
    """The refusal of a part of a file; sentence: what is written there and what to do."""
    return Refused(f"{part.where}: {sentence}")


class Text(str):
    """A scalar as written; an empty one is an empty text."""

    __slots__ = ("where",)
    where: str

    @classmethod
    def at(cls, where: str, text: str) -> "Text":
        made = cls(text)
        made.where = where
        return made


class Items(list["Text | Items | Entries"]):
    """A sequence; where: the line on which it begins."""

    def __init__(self, where: str, parts: Iterable["Part"] = ()) -> None:
        super().__init__(parts)
        self.where = where

    def texts(self) -> Iterator[Text]:
        for part in self:
            if not isinstance(part, Text):
                raise wrong(part, "ở đây cần một dòng chữ cho mỗi mục.")
            yield part

    def entries(self) -> Iterator["Entries"]:
        for part in self:
            if not isinstance(part, Entries):
                raise wrong(part, "ở đây mỗi mục gồm các cặp ‘khóa: giá trị’.")
            yield part


class Entries(dict[Text, "Text | Items | Entries"]):
    """A mapping; where: the line on which it begins. Keys are Text and know their own line.

    The readers take a key that must be there, unless `default` is given: then a missing or empty
    value reads as the default. All raise Refused with the line of the value (or of the mapping).
    """

    def __init__(self, where: str, pairs: Iterable[tuple[Text, "Part"]] = ()) -> None:
        super().__init__(pairs)
        self.where = where

    def expect(self, known: Iterable[str]) -> None:
        """Refuse the first key that is not in `known`."""
        names = sorted(known)
        for key in self:
            if key not in names:
                raise wrong(key, f"không có khóa ‘{key}’. Các khóa dùng được: {', '.join(names)}.")

    def text(self, key: str, *, most: int | None = None, default: str | None = None) -> Text:
        """most: the longest text that can be kept, in characters."""
        part = self.get(key, Text.at(self.where, ""))  # type: ignore[call-overload]
        if not isinstance(part, Text):
            raise wrong(part, f"‘{key}’ phải là một dòng chữ.")
        if not part and default is None:
            raise wrong(part, f"thiếu ‘{key}’.")
        if most is not None and len(part) > most:
            raise wrong(part, f"‘{key}’ dài {len(part)} ký tự. Viết gọn trong {most} ký tự.")
        return part or Text.at(part.where, default or "")

    def choice(self, key: str, choices: Iterable[str], *, default: str | None = None) -> Text:
        text, names = self.text(key, default=default), list(choices)
        if text and text not in names:
            raise wrong(text, f"‘{text}’ không dùng được cho ‘{key}’. Chọn: {', '.join(names)}.")
        return text

    def yes(self, key: str) -> bool:
        """`yes` or `no`; absent means no."""
        return self.choice(key, ["yes", "no"], default="no") == "yes"

    def whole(self, key: str, *, most: int = 32767) -> int:
        """A whole number from 0 to `most`."""
        text = self.text(key)
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > most:
            raise wrong(text, f"‘{text}’ không phải là số nguyên từ 0 đến {most}.")
        return int(text)

    def number(self, key: str, *, decimals: int = 4) -> Decimal:
        """A number from 0 up with a decimal point and at most `decimals` decimals, unrounded."""
        text = self.text(key)
        if not re.fullmatch(r"[0-9]{1,10}([.][0-9]+)?", text):
            raise wrong(text, f"mức ‘{text}’ không phải là số. Viết như 12.95.")
        if len(text.partition(".")[2]) > decimals:
            raise wrong(text, f"mức ‘{text}’ có quá {decimals} chữ số thập phân.")
        return Decimal(text)

    def day(self, key: str) -> date:
        text = self.text(key)
        day = parse_day(text) if re.fullmatch(r"[0-9-]{10}", text) else None
        if day is None:
            raise wrong(text, f"ngày ‘{text}’ không có. Viết năm-tháng-ngày, ví dụ 2022-03-08.")
        return day

    def listed(self, key: str) -> Items:
        """The sequence under `key`; absent or empty: no items."""
        part = self.get(key, "")  # type: ignore[call-overload]
        if isinstance(part, Items):
            return part
        if part:
            raise wrong(part, f"‘{key}’ phải là một danh sách, mỗi mục bắt đầu bằng dấu ‘-’.")
        return Items(getattr(part, "where", self.where))

    def mapped(self, key: str) -> "Entries":
        """The mapping under `key`; it must be there."""
        part = self.get(key, Text.at(self.where, ""))  # type: ignore[call-overload]
        if not isinstance(part, Entries):
            raise wrong(part, f"‘{key}’ phải gồm các cặp ‘khóa: giá trị’.")
        return part


Part = Text | Items | Entries


class _Loader(yaml.SafeLoader):
    """Composes nodes only; nothing is constructed, so tags mean nothing."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sentence = "không dùng neo ‘&’ và ‘*’. Viết đủ giá trị, hoặc đặt trong dấu ngoặc kép."
            raise Refused(f"{_where(event.start_mark)}: {sentence}")
        return super().compose_node(parent, index)


def read_yaml(path: Path) -> Entries:
    """The mapping in a file. Raises Refused, also when the file is missing or not UTF-8."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            f"{path.name} không phải là văn bản UTF-8. Lưu lại tệp ở dạng UTF-8."
        ) from None
    except OSError:
        raise Refused(f"Không đọc được tệp {path}. Kiểm tra tên tệp và quyền đọc.") from None
    return parse_yaml(text, name=path.name)


def parse_yaml(text: str, *, name: str) -> Entries:
    """The mapping in a text; name: the file's name in refusals."""
    try:
        loader = _Loader(text)
        loader.name = name
        node = loader.get_single_node()
        top = _part(node) if node else Text.at(f"{name}, dòng 1", "")
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Refused(f"{name}, dòng {line}: có ký tự điều khiển lạ. Xóa ký tự đó.") from None
    except yaml.MarkedYAMLError as error:
        sentence = "YAML viết sai ở đây. Xem lại thụt dòng, dấu hai chấm, dấu ngoặc."
        # PyYAML always marks what it meets while composing; only its type says otherwise.
        where = _where(cast(yaml.Mark, error.problem_mark))
        raise Refused(f"{where}: {sentence}") from None
    except RecursionError:
        raise Refused(f"{name}: các mục lồng nhau quá sâu.") from None
    if not isinstance(top, Entries):
        raise wrong(top, "tệp phải gồm các cặp ‘khóa: giá trị’.")
    return top


def _where(mark: yaml.Mark) -> str:
    return f"{mark.name}, dòng {mark.line + 1}"


def _part(node: yaml.Node) -> Part:
    where = _where(node.start_mark)
    if isinstance(node, yaml.ScalarNode):
        return Text.at(where, clean_text(node.value))
    if isinstance(node, yaml.SequenceNode):
        return Items(where, map(_part, node.value))
    made = Entries(where)
    for key_node, value_node in node.value:
        key = _part(key_node)
        if not isinstance(key, Text):
            raise wrong(key, "khóa phải là một dòng chữ.")
        if key in made:
            raise wrong(key, f"khóa ‘{key}’ có hai lần. Giữ lại một.")
        made[key] = _part(value_node)
    return made

"""Texts of a plan on their way in: findings and measures."""

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_text

MOST_LETTERS = 4000


def whole_text(text: str, *, place: str, name: str, advice: str) -> str:
    """The text as it will be stored. Raises Refused where it is empty or too long.

    name: what it is, as a sentence goes on: "thực trạng". advice: what to write.
    """
    text = clean_text(text)
    if not text:
        raise Refused(f"{place}: {name} còn trống. {advice}")
    if len(text) > MOST_LETTERS:
        raise Refused(f"{place}: {name} dài {len(text)} ký tự, tối đa {MOST_LETTERS}. Viết gọn.")
    return text

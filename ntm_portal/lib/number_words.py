"""Whole numbers in words (số bằng chữ), so that a thousand is not taken for one. Pure."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ")
MOST = 10**12 - 1


def number_words(number: int) -> str:
    """1234 -> "một nghìn hai trăm ba mươi tư". From 0 to MOST."""
    if not number:
        return _DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    words = [
        f"{_group(group, is_first=place == len(groups) - 1)} {_SCALES[place]}"
        for place, group in reversed([*enumerate(groups)])
        if group
    ]
    return " ".join(words).strip()


def _group(number: int, *, is_first: bool) -> str:
    """Three digits; those behind others say their "không trăm"."""
    hundreds, rest = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or not is_first else []
    if rest:
        words.append(_two_digits(rest, follows=bool(words)))
    return " ".join(words)


def _two_digits(number: int, *, follows: bool) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return f"linh {_DIGITS[ones]}" if follows else _DIGITS[ones]
    word = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not ones:
        return word
    changed = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{word} {changed.get(ones, _DIGITS[ones])}"

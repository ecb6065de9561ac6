"""One event is one line of the process log, whatever a name or a path contains."""

import json
import logging
import re

# JSON escapes the controls below U+0020 itself; these too would break or colour a line.
_BREAKING = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


class OneLine(logging.Formatter):
    """A JSON object per event: at, level, logger, message, and error where there is one.

    masked: a pattern of what is left out: secrets that stand in addresses.
    """

    def __init__(self, masked: str) -> None:
        super().__init__()
        self.masked = re.compile(masked)

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        text = self.masked.sub("***", json.dumps(line, ensure_ascii=False))
        # Lone surrogates cannot be written.
        return text.translate(_BREAKING).encode("utf-8", "backslashreplace").decode("utf-8")

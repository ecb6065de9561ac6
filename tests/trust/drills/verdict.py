"""How a drill tells what it saw, and whether its bar holds."""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.trust.drills.people import Answer


class Verdict:
    def __init__(self, title: str) -> None:
        self.title, self.failed = title, False
        print(f"== {title}", flush=True)

    def tell(self, what: str, seen: object) -> None:
        print(f"   {what:<58} {_shown(seen)}", flush=True)

    def bar(self, what: str, seen: float, most: float) -> None:
        """At most `most`."""
        holds = seen <= most
        self.failed |= not holds
        mark = "" if holds else "  <-- NOT HELD"
        print(f"   {what:<58} {_shown(seen)} (bar {_shown(most)}){mark}", flush=True)

    def holds(self, what: str, *, is_so: bool) -> None:
        self.failed |= not is_so
        print(f"   {what:<58} {'yes' if is_so else 'NO  <-- NOT HELD'}", flush=True)

    def show(self, wrong: Sequence[Answer], log: Path) -> None:
        """What nobody should have seen, and what was raised in the portal's log."""
        for answer in wrong[:3]:
            print(f"   {answer.status} {answer.headers.get('location', '')} {answer.text[:300]!r}")
        if wrong:
            raised = re.findall(
                r"^[\w.]+(?:Error|Exception)\b.*", log.read_text(errors="replace"), re.MULTILINE
            )
            for line, count in Counter(raised).most_common():
                print(f"   {count} × {line[:200]}")

    def end(self) -> None:
        print(f"   {'NOT HELD' if self.failed else 'held'}: {self.title}", flush=True)
        sys.exit(int(self.failed))


def percentile(values: Sequence[float], share: float) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))] if ranked else float("nan")


def _shown(value: object) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)

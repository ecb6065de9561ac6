"""What pip-audit found, against what it should have looked at: exit 0 only when all was asked.

python scripts/audit_report.py requirements.txt report.json
"""

import json
import re
import sys
from pathlib import Path

NOT_ASKED = (
    "Not audited: the advisory service gave no answer for {missing} of {count} packages "
    "({names}). This says nothing about their faults. Try again from a machine that reaches it."
)


def judged(pinned: set[str], report: dict) -> tuple[int, str]:
    """(exit code, one sentence or a line per fault)."""
    entries = report.get("dependencies", [])
    asked = {name_of(one["name"]): one for one in entries if "vulns" in one}
    missing = sorted(pinned - asked.keys())
    if missing or not pinned:
        names = ", ".join(missing[:5]) + ", …" * (len(missing) > 5)
        return 1, NOT_ASKED.format(missing=len(missing), count=len(pinned), names=names)
    faults = [
        f"{name} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions'])}"
        for name, one in sorted(asked.items())
        for fault in one["vulns"]
    ]
    told = f"{len(asked)} packages audited, {len(faults)} known faults."
    return bool(faults), "\n".join([*faults, told])


def pinned_in(lock: str) -> set[str]:
    return {name_of(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}


def name_of(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(lock: Path, report: Path) -> int:
    found = json.loads(report.read_text()) if report.exists() and report.stat().st_size else {}
    code, told = judged(pinned_in(lock.read_text()), found)
    print(told, file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))

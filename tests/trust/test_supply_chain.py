"""What the portal is made of: few packages, each with its reason, and an audit that cannot lie."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MOST_PACKAGES = 16  # that the portal itself asks for
REASON = re.compile(r'^    "([\w-]+)(\[[\w,]+\])?[<>=].*",\s*# (\S.{9,})$')
CLEAN = {"name": "Django", "version": "5", "vulns": []}
FAULTY = {
    "name": "dj-database-url",
    "version": "3",
    "vulns": [{"id": "PYSEC-0", "fix_versions": ["3.1"]}],
}
SKIPPED = {"name": "dj_database_url", "skip_reason": "Dependency not found"}


def declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.match(r"[\w-]+", one)[0].lower() for one in project["dependencies"]]


def test_the_portal_asks_for_few_packages_each_with_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.partition("dependencies = [\n")[2].partition("\n]")[0]
    reasons = [found for line in block.splitlines() if (found := REASON.match(line))]

    assert [found[1].lower() for found in reasons] == declared()
    assert len(declared()) <= MOST_PACKAGES


def test_every_package_asked_for_is_pinned():
    pins = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)

    assert set(declared()) <= {name.lower() for name in pins}


def audited(tmp_path: Path, report: dict | None) -> tuple[int, str]:
    lock = tmp_path / "requirements.txt"
    lock.write_text("django==5 \\\ndj-database-url==3 \\\n")
    if report is not None:
        (tmp_path / "report.json").write_text(json.dumps(report))
    script = ROOT / "scripts" / "audit_report.py"
    done = subprocess.run(
        [sys.executable, script, lock, tmp_path / "report.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_an_audit_of_everything_without_a_fault_is_good(tmp_path):
    report = {"dependencies": [CLEAN, FAULTY | {"vulns": []}]}

    assert audited(tmp_path, report) == (0, "2 packages audited, 0 known faults.\n")


def test_a_known_fault_is_told(tmp_path):
    code, said = audited(tmp_path, {"dependencies": [CLEAN, FAULTY]})

    assert (code, said.splitlines()[0]) == (1, "dj-database-url 3: PYSEC-0, mended in 3.1")


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(None, id="no-report"),
        pytest.param({}, id="empty-report"),
        pytest.param({"dependencies": []}, id="nothing"),
        pytest.param({"dependencies": [CLEAN]}, id="one-is-missing"),
        pytest.param({"dependencies": [CLEAN, SKIPPED]}, id="one-was-skipped"),
    ],
)
def test_an_audit_that_could_not_ask_fails(tmp_path, report):
    code, said = audited(tmp_path, report)

    assert code == 1
    assert said.startswith("Not audited: the advisory service gave no answer for ")

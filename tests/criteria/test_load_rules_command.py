"""The command as staff run it: exits, and one Vietnamese line when it refuses."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from criteria.models import RevocationRule

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "fixtures" / "recognition" / "ntm-2021-2025.yaml"
SETS = ROOT / "fixtures" / "criteria"


@pytest.fixture
def sets(db) -> None:
    for path in sorted(SETS.glob("*2021-2025.yaml")):
        call_command("load_criteria_set", str(path), verbosity=0)


def load(path: Path = RULES) -> str:
    out = StringIO()
    call_command("load_recognition_rules", str(path), stdout=out)
    return out.getvalue()


def test_rules_are_created_then_unchanged(sets):
    said = [load(), load()]

    names = ("NTM-2021-2025", "NTM-NC-2021-2025", "NTM-KM-2021-2025")
    assert said == [
        "".join(f"Quy định công nhận {name}: {word}.\n" for name in names)
        for word in ("đã tạo", "đã có, không đổi")
    ]


def test_a_wrong_file_says_its_line_and_stores_nothing(sets, tmp_path):
    text = RULES.read_text("utf-8")
    path = tmp_path / "sai.yaml"
    path.write_text(text.replace("share_alone: 50", "share_alone: năm mươi", 1), "utf-8")
    line = text.splitlines().index("        share_alone: 50") + 1
    errors = StringIO()

    with pytest.raises(SystemExit) as stop:
        call_command("load_recognition_rules", str(path), stderr=errors)

    assert stop.value.code == 1
    assert errors.getvalue() == (
        f"sai.yaml, dòng {line}: ‘năm mươi’ không phải là số nguyên từ 0 đến 100.\n"
    )
    assert not RevocationRule.objects.exists()


@pytest.mark.django_db
def test_rules_need_their_sets():
    errors = StringIO()

    with pytest.raises(SystemExit) as stop:
        call_command("load_recognition_rules", str(RULES), stderr=errors)

    assert stop.value.code == 1
    assert errors.getvalue().endswith("bộ ‘NTM-2021-2025’ chưa có. Nạp tệp của bộ đó trước.\n")


def test_wrong_usage_exits_2(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "load_recognition_rules"],
        capture_output=True,
        check=False,
        env=os.environ | {"NTM_VAR_DIR": str(tmp_path)},
    )

    assert done.returncode == 2

"""The command as staff run it: exits, and one Vietnamese line when it refuses."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from criteria.models import CriteriaSet, Requirement
from tests.factories.communes import CellFactory

ROOT = Path(__file__).resolve().parents[2]
MODEL_SET = ROOT / "fixtures" / "criteria" / "ntm-km-2021-2025.yaml"


def load(path: Path) -> str:
    out = StringIO()
    call_command("load_criteria_set", str(path), stdout=out)
    return out.getvalue()


def refusal(path: Path) -> str:
    """What stands on stderr; the command must have ended with 1."""
    errors = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("load_criteria_set", str(path), stderr=errors)
    assert stop.value.code == 1
    return errors.getvalue()


def changed(tmp_path: Path, right: str, wrong: str) -> Path:
    text = MODEL_SET.read_text("utf-8")
    assert text.count(right) == 1
    path = tmp_path / "bo.yaml"
    path.write_text(text.replace(right, wrong), "utf-8")
    return path


@pytest.mark.django_db
def test_a_set_is_created_then_unchanged_then_replaced(tmp_path):
    path = changed(tmp_path, "period: 2021-2025", "period: 2021 - 2025")

    said = [load(MODEL_SET), load(MODEL_SET), load(path)]

    assert said == [
        "NTM-KM-2021-2025: đã tạo.\n",
        "NTM-KM-2021-2025: đã có, không đổi.\n",
        "NTM-KM-2021-2025: đã thay bằng nội dung của tệp.\n",
    ]
    assert CriteriaSet.objects.get().period == "2021 - 2025"


@pytest.mark.django_db
def test_spaces_in_one_line_of_the_file_are_no_change(tmp_path):
    path = changed(tmp_path, "period: 2021-2025", 'period: "2021  -\\t2025"')

    said = [load(path), load(path)]

    assert said == [
        "NTM-KM-2021-2025: đã tạo.\n",
        "NTM-KM-2021-2025: đã có, không đổi.\n",
    ]
    assert CriteriaSet.objects.get().period == "2021 - 2025"


@pytest.mark.django_db
def test_a_wrong_file_says_its_line_and_stores_nothing(tmp_path):
    path = changed(tmp_path, "criteria_count: 4", "criteria_count: bốn")
    number = MODEL_SET.read_text("utf-8").splitlines().index("criteria_count: 4") + 1

    said = refusal(path)

    assert said == f"bo.yaml, dòng {number}: ‘bốn’ không phải là số nguyên từ 0 đến 32767.\n"
    assert not CriteriaSet.objects.exists()


@pytest.mark.django_db
def test_a_used_set_is_refused(tmp_path):
    load(MODEL_SET)
    CellFactory(requirement=Requirement.objects.criteria().first())

    said = refusal(changed(tmp_path, "period: 2021-2025", "period: 2021-2026"))

    assert said == (
        "Bộ NTM-KM-2021-2025 đã có số liệu dựa vào nên không sửa nữa. "
        "Đặt mã mới và ngày hiệu lực mới trong tệp để tạo bộ mới.\n"
    )
    assert CriteriaSet.objects.get().period == "2021-2025"


@pytest.mark.django_db
def test_a_value_over_several_lines_is_still_one_line_of_refusal(tmp_path):
    said = refusal(changed(tmp_path, "tier: MODEL", "tier: |\n  KIỂU\n  MẪU"))

    assert said.count("\n") == 1
    assert "‘KIỂU MẪU’ không dùng được cho ‘tier’." in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(
            ["khong-co.yaml"],
            1,
            "Không đọc được tệp khong-co.yaml. Kiểm tra tên tệp và quyền đọc.\n",
            id="no-such-file",
        ),
        pytest.param([], 2, "FILE", id="wrong-usage"),
    ],
)
def test_exit_codes_of_the_real_command(tmp_path, arguments, code, said):
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "load_criteria_set", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
        env=os.environ | {"NTM_VAR_DIR": str(tmp_path), "PYTHONUTF8": "1"},
    )

    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr == said if code == 1 else done.stderr.rstrip().endswith(said)

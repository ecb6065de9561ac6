"""The command as staff run it: exits, and one Vietnamese line when it refuses."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from communes.models import AdministrativeUnit

ROOT = Path(__file__).resolve().parents[2]
SI_MA_CAI = ROOT / "fixtures" / "units" / "si-ma-cai.yaml"


@pytest.mark.django_db
def test_a_file_is_loaded_and_counted():
    first, second = StringIO(), StringIO()

    call_command("load_units", str(SI_MA_CAI), stdout=first)
    call_command("load_units", str(SI_MA_CAI), stdout=second)

    assert first.getvalue() == "si-ma-cai.yaml: mới 18, đổi 0, không đổi 0.\n"
    assert second.getvalue() == "si-ma-cai.yaml: mới 0, đổi 0, không đổi 18.\n"


@pytest.mark.django_db
def test_a_refused_file_exits_1_and_stores_nothing(tmp_path):
    file = tmp_path / "hong.yaml"
    text = SI_MA_CAI.read_text("utf-8")
    line = text.splitlines().index("    kind: huyen") + 1
    file.write_text(text.replace("kind: huyen", "kind: quan"), "utf-8")
    errors = StringIO()

    with pytest.raises(SystemExit) as stop:
        call_command("load_units", str(file), stderr=errors)

    assert stop.value.code == 1
    assert errors.getvalue() == (
        f"hong.yaml, dòng {line}: ‘quan’ không dùng được cho ‘kind’. "
        "Chọn: huyen, thi-xa, thanh-pho.\n"
    )
    assert AdministrativeUnit.objects.count() == 0


def run(*arguments: str, var: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "load_units", *arguments],
        cwd=ROOT,
        env=os.environ | {"NTM_VAR_DIR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_wrong_usage_exits_2(tmp_path):
    assert run(var=tmp_path).returncode == 2


def test_a_missing_file_exits_1_with_one_line(tmp_path):
    done = run("khong-co.yaml", var=tmp_path)

    message = "Không đọc được tệp khong-co.yaml. Kiểm tra tên tệp và quyền đọc.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", message)

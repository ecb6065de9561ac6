"""`manage.py render_appendix` as cron calls it: exits, the one line, and what is left on disk."""

import json
import subprocess
import sys
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from reports.renderers import CONTENT_TYPES
from tests.reports import loc_binh_2024 as golden

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return golden.store_plan()


def run(output, *options, plan="loc-binh-2024", appendix="phu-luc-02", file_format="json"):
    call_command(
        "render_appendix", plan, appendix, "--format", file_format, "--output", output, *options
    )


def refused(capsys, output, *options, **where):
    """The lines on stderr of a run that must end with 1."""
    with pytest.raises(SystemExit) as ending:
        run(output, *options, **where)
    assert ending.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.splitlines()


def test_the_signed_appendix(plan, tmp_path):
    run(tmp_path / "a.json")

    content = json.loads((tmp_path / "a.json").read_bytes())
    assert content["title"] == golden.TITLE
    assert tuple(tuple(row["cells"]) for row in content["rows"]) == golden.ROWS
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize(
    ("file_format", "start"),
    [
        ("html", b"<!doctype html>"),
        ("pdf", b"%PDF-"),
        ("xlsx", b"PK\x03\x04"),
        ("docx", b"PK\x03\x04"),
        ("json", b"{"),
    ],
)
def test_every_format(plan, tmp_path, file_format, start):
    run(tmp_path / "a", file_format=file_format)

    assert file_format in CONTENT_TYPES
    assert BytesIO((tmp_path / "a").read_bytes()).read(len(start)) == start


def test_as_of_stands_in_the_header(plan, tmp_path):
    run(tmp_path / "a.html", "--as-of", "2024-02-29", file_format="html")

    assert "Kết quả tính đến ngày 29/02/2024" in (tmp_path / "a.html").read_text()


def test_an_older_file_is_replaced(plan, tmp_path):
    (tmp_path / "a.json").write_text("cũ")

    run(tmp_path / "a.json")

    assert json.loads((tmp_path / "a.json").read_bytes())["title"] == golden.TITLE


@pytest.mark.parametrize(
    ("options", "where", "line"),
    [
        pytest.param((), {"plan": "khong-co"}, "Không có kế hoạch “khong-co”.", id="unknown-plan"),
        pytest.param((), {"plan": "a\nb"}, "Không có kế hoạch “a b”.", id="plan-of-two-lines"),
        pytest.param(
            (),
            {"appendix": "phu-luc-99"},
            "Không có phụ lục “phu-luc-99”: chọn phu-luc-02, lo-trinh-nang-cao, lo-trinh-kieu-mau, "
            "tieu-chi-hoan-thanh, muc-tieu-tieu-chi, phan-nhom-xa.",
            id="unknown-appendix",
        ),
        pytest.param(
            ("--as-of", "2024-02-30"),
            {},
            "Ngày ‘2024-02-30’ không có. Viết ngày/tháng/năm, ví dụ {today}.",
            id="no-such-day",
        ),
    ],
)
@pytest.mark.usefixtures("plan")
def test_refusals_are_one_line_and_leave_the_older_file(tmp_path, capsys, options, where, line):
    (tmp_path / "a.json").write_text("cũ")
    line = line.format(today=f"{timezone.localdate():%d/%m/%Y}")

    assert refused(capsys, tmp_path / "a.json", *options, **where) == [line]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.json", "cũ")]


def test_a_day_to_come_is_refused(plan, tmp_path, capsys):
    tomorrow = timezone.localdate() + timedelta(days=1)

    (line,) = refused(capsys, tmp_path / "a.json", "--as-of", tomorrow.isoformat())

    assert line.startswith(f"Ngày {tomorrow:%d/%m/%Y} chưa tới. Chọn một ngày đến hôm nay, ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["thu-muc", "khong-co/a.json"])
def test_a_file_that_cannot_be_written_is_refused(plan, tmp_path, capsys, place):
    (tmp_path / "thu-muc").mkdir()
    output = tmp_path / place

    assert refused(capsys, output) == [
        f"Không ghi được tệp “{output}”: xem lại thư mục và quyền ghi."
    ]
    assert list(tmp_path.rglob("*")) == [tmp_path / "thu-muc"]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--format", "exe", "--output", "a"], id="unknown-format"),
        pytest.param(["--format", "pdf"], id="no-output"),
        pytest.param(["--output", "a"], id="no-format"),
    ],
)
def test_wrong_usage(options):
    with pytest.raises(CommandError):
        call_command("render_appendix", "loc-binh-2024", "phu-luc-02", *options)


def test_wrong_usage_ends_with_2():
    child = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "render_appendix",
            "a",
            "b",
            "--format",
            "exe",
            "--output",
            "c",
        ],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=False,
    )

    assert child.returncode == 2

"""Backup and restore by the commands, on whichever database the tests run."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from ntm_portal.lib.backup import making, manifest, tables
from ntm_portal.lib.backup.restoring import check_backup, restore_backup
from ntm_portal.lib.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.world import make_world

NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)

# Real commits: pg_dump is a session of its own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def var(tmp_path) -> Path:
    """Of a portal with one evidence file and a key; the rest is no part of a backup."""
    var = tmp_path / "var"
    for name in (
        "evidence/abc",
        "secret_key",
        "static/js/a.js",
        "static.sum",
        "db.sqlite3-wal",
        ".cache/font",
    ):
        (var / name).parent.mkdir(parents=True, exist_ok=True)
        (var / name).write_text(f"content of {name}")
    return var


@pytest.fixture
def backup(tmp_path, var) -> Path:
    make_world()
    return making.make_backup(folder=tmp_path / "backups", connection=connection, var=var, now=NOW)


def restore(backup: Path, var: Path, *, replace: bool) -> manifest.Manifest:
    return restore_backup(backup=backup, connection=connection, var=var, replace=replace)


def test_a_backup_holds_the_database_and_every_kept_file(backup):
    found = check_backup(backup)

    copy = {"sqlite": "db.sqlite3", "postgresql": "db.dump"}[connection.vendor]
    assert backup.name == "ntm-20261126T020000Z"
    assert sorted(found.files) == [copy, "var/evidence/abc", "var/secret_key"]
    assert set(found.tables) == set(connection.introspection.table_names())
    assert found.tables["accounts_user"].rows == User.objects.count()
    assert "accounts.0001_initial" in found.migrations
    assert [path.name for path in backup.parent.iterdir() if path != backup] == [".lock"]


@pytest.mark.sweep
def test_only_its_owner_reads_a_backup(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_what_is_restored_is_what_was_there(backup, var):
    names = list(User.objects.order_by("pk").values_list("pk", "full_name", "password"))
    User.objects.all().update(full_name="Đã bị sửa")
    shutil.rmtree(var / "evidence")

    found = restore(backup, var, replace=True)

    assert list(User.objects.order_by("pk").values_list("pk", "full_name", "password")) == names
    assert (var / "evidence" / "abc").read_text() == "content of evidence/abc"
    assert found == manifest.read_manifest(backup)


def test_after_a_restore_rows_get_new_keys(backup, var):
    restore(backup, var, replace=True)

    newest = User.objects.latest("pk").pk
    assert UserFactory().pk == newest + 1


@pytest.mark.parametrize("change", ["one row", "one file"])
def test_data_is_not_overwritten_unasked(backup, var, change):
    if change == "one row":
        shutil.rmtree(var / "evidence")

    with pytest.raises(Refused, match="Máy này đã có dữ liệu"):
        restore(backup, var, replace=False)


def test_a_changed_row_is_another_digest(backup):
    user = User.objects.earliest("pk")
    before = check_backup(backup).tables
    User.objects.filter(pk=user.pk).update(full_name="Tên khác")

    with connection.cursor() as cursor:
        now = (
            tables.postgres_tables(cursor)
            if connection.vendor == "postgresql"
            else tables.sqlite_tables(connection.connection)
        )

    assert [name for name in tables.differing(before, now) if "audit" not in name] == [
        "accounts_user"
    ]


@pytest.mark.parametrize("damage", ["changed", "missing", "added", "truncated"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(backup, var, damage):
    kept = backup / "var" / "evidence" / "abc"
    match damage:
        case "changed":
            kept.write_text("Content of evidence/abc")
        case "missing":
            kept.unlink()
        case "added":
            kept.with_name("more").touch()
        case "truncated":
            kept.write_bytes(kept.read_bytes()[:-1])
    User.objects.all().update(full_name="Còn nguyên")
    (var / "evidence" / "abc").write_text("newer")

    with pytest.raises(Refused, match="hỏng: 1 tệp thiếu, thừa hoặc khác"):
        restore(backup, var, replace=True)

    assert set(User.objects.values_list("full_name", flat=True)) == {"Còn nguyên"}
    assert (var / "evidence" / "abc").read_text() == "newer"


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        pytest.param("format", 99, "không phải một bản sao lưu", id="another-format"),
        pytest.param("vendor", "oracle", "không có bản chép cơ sở dữ liệu", id="no-database"),
        pytest.param("migrations", ["plans.9999_later"], "phiên bản mới hơn", id="newer"),
        pytest.param("made_at", "2026-11-26T02:00:00", "đã bị sửa", id="no-time-zone"),
        pytest.param("made_at", "hôm qua", "không phải một bản sao lưu", id="no-time"),
        pytest.param("tables", [], "không phải một bản sao lưu", id="no-tables"),
        pytest.param("files", {"../a": {"size": 1, "sha256": ""}}, "đã bị sửa", id="outside"),
        pytest.param("files", {"/a": {"size": 1, "sha256": ""}}, "đã bị sửa", id="absolute"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(backup, var, field, value, sentence):
    path = backup / manifest.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))

    with pytest.raises(Refused, match=sentence):
        restore(backup, var, replace=True)


@pytest.mark.sweep
def test_a_folder_without_a_manifest_is_no_backup(tmp_path):
    with pytest.raises(Refused, match="không phải một bản sao lưu trọn vẹn"):
        check_backup(tmp_path)


def test_a_copy_that_is_no_database_is_refused(backup):
    path = backup / manifest.MANIFEST
    content = json.loads(path.read_text())
    [copy] = [name for name in content["files"] if name.startswith("db.")]
    (backup / copy).write_text("not a database")
    content["files"][copy] = vars(manifest.describe(backup / copy))
    path.write_text(json.dumps(content))

    with pytest.raises(Refused, match=r"Tệp SQLite trong bản sao lưu hỏng|pg_restore không chạy"):
        check_backup(backup)


@pytest.mark.sweep
def test_where_nothing_can_be_written_nothing_is_left(tmp_path, var):
    (tmp_path / "backups").write_text("a file in the way")

    with pytest.raises(Refused, match="Không ghi được bản sao lưu vào"):
        making.make_backup(folder=tmp_path / "backups", connection=connection, var=var, now=NOW)


@pytest.mark.sweep
def test_a_second_run_at_once_is_refused(tmp_path, var):
    folder = tmp_path / "backups"
    folder.mkdir()
    with making._alone(folder), pytest.raises(Refused, match="Một lượt sao lưu khác"):
        making.make_backup(folder=folder, connection=connection, var=var, now=NOW)

    assert [path.name for path in folder.iterdir()] == [".lock"]


@pytest.mark.sweep
def test_what_a_killed_run_left_is_taken_away(tmp_path, var):
    left = tmp_path / "backups" / ".unfinished-abc"
    left.mkdir(parents=True)

    made = making.make_backup(folder=left.parent, connection=connection, var=var, now=NOW)

    assert {path.name for path in left.parent.iterdir()} == {".lock", made.name}


@pytest.mark.sweep
def test_backups_inside_var_are_not_backed_up(var):
    first = making.make_backup(folder=var / "backups", connection=connection, var=var, now=NOW)
    second = making.make_backup(
        folder=var / "backups", connection=connection, var=var, now=NOW.replace(hour=3)
    )

    assert sorted(check_backup(first).files) == sorted(check_backup(second).files)


def test_the_command_keeps_the_newest(tmp_path, capsys):
    for name in ("ntm-20200101T000000Z", "ntm-20200102T000000Z"):
        (tmp_path / name).mkdir()
    (tmp_path / "other").mkdir()

    call_command("backup", str(tmp_path), keep=2)

    names = sorted(path.name for path in tmp_path.iterdir())
    made = next(path for path in tmp_path.iterdir() if (path / manifest.MANIFEST).exists())
    out = capsys.readouterr().out
    assert names == [".lock", "ntm-20200102T000000Z", made.name, "other"]
    assert out.startswith(f"Đã sao lưu vào {made}: ")
    assert out.endswith("Đã xóa bản cũ ntm-20200101T000000Z.\n")


@pytest.mark.sweep
def test_the_check_command_says_what_there_is(backup, capsys):
    call_command("check_backup", str(backup))

    assert capsys.readouterr().out.startswith("Bản sao lưu tốt, ghi lúc 2026-11-26T02:00:00+00:00")


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["backup", "{}", "--keep=0"], "giữ ít nhất 1 bản", id="keep-none"),
        pytest.param(["check_backup", "{}"], "không phải một bản sao lưu", id="check"),
        pytest.param(["restore", "{}"], "không phải một bản sao lưu", id="restore"),
    ],
)
def test_a_command_refuses_with_one_line(tmp_path, capsys, arguments, sentence):
    with pytest.raises(SystemExit) as ended:
        call_command(*(word.format(tmp_path) for word in arguments))

    assert ended.value.code == 1
    assert sentence in capsys.readouterr().err

"""The age of the newest good backup, and what the staff page says of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ntm_portal.lib.backup.ages import Newest, newest_backup
from ntm_portal.lib.backup.making import name_of
from ntm_portal.lib.backup.manifest import MANIFEST, Manifest, describe
from tests.factories.accounts import UserFactory

NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)


def place(folder: Path, made_at: datetime) -> Path:
    backup = folder / name_of(made_at)
    backup.mkdir(parents=True)
    (backup / "db.dump").write_text("rows")
    manifest = Manifest(
        made_at=made_at,
        vendor="postgresql",
        versions={},
        migrations=[],
        files={"db.dump": describe(backup / "db.dump")},
        tables={},
    )
    (backup / MANIFEST).write_text(manifest.as_json())
    return backup


@pytest.mark.parametrize(
    ("age", "is_late"),
    [
        pytest.param(timedelta(hours=26), False, id="on-the-bound"),
        pytest.param(timedelta(hours=26, microseconds=1), True, id="above"),
        pytest.param(timedelta(hours=25), False, id="below"),
    ],
)
def test_a_backup_is_late_after_26_hours(tmp_path, age, is_late):
    made = place(tmp_path, NOW - age)

    assert newest_backup(tmp_path, now=NOW) == Newest(
        made.name, NOW - age, age // timedelta(hours=1), is_late
    )


def test_no_backup_is_late(tmp_path):
    assert newest_backup(tmp_path / "nowhere", now=NOW) == Newest(None, None, 0, is_late=True)


@pytest.mark.parametrize("damage", ["no manifest", "a file is missing", "a file is cut"])
def test_the_newest_good_one_counts(tmp_path, damage):
    good = place(tmp_path, NOW - timedelta(hours=30))
    bad = place(tmp_path, NOW)
    match damage:
        case "no manifest":
            (bad / MANIFEST).unlink()
        case "a file is missing":
            (bad / "db.dump").unlink()
        case "a file is cut":
            (bad / "db.dump").write_text("row")

    assert newest_backup(tmp_path, now=NOW).name == good.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "said"),
    [
        pytest.param(None, '<li class="error">Chưa có bản sao lưu', id="none"),
        pytest.param(27, " 27 giờ trước, quá 26 giờ.", id="late"),
        pytest.param(1, " 1 giờ trước.</li>", id="in-time"),
    ],
)
def test_the_staff_page_tells_the_age(client, settings, tmp_path, age, said):
    settings.BACKUP_DIR = tmp_path
    if age is not None:
        place(tmp_path, timezone.now() - timedelta(hours=age))
    client.force_login(UserFactory(admin=True))

    page = client.get("/quan-tri/").content.decode()

    assert said in page


@pytest.mark.django_db
def test_without_a_folder_the_staff_page_says_nothing(client, settings):
    settings.BACKUP_DIR = None
    client.force_login(UserFactory(admin=True))

    assert "sao lưu" not in client.get("/quan-tri/").content.decode()

"""A secret that is made once and kept in a file."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from ntm_portal.lib.kept_secret import kept_secret


def test_a_secret_is_made_once_and_read_by_its_owner_only(tmp_path):
    path = tmp_path / "secret"

    first, second = kept_secret(path, lambda: "một"), kept_secret(path, lambda: "hai")

    assert (first, second) == ("một", "một")
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_newline_of_an_editor_is_not_part_of_the_secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text("một\n")

    assert kept_secret(path, lambda: "hai") == "một"


def test_whoever_comes_second_gets_the_winners(tmp_path):
    path = tmp_path / "secret"

    def make() -> str:
        path.write_text("của người nhanh hơn")
        return "của tôi"

    assert kept_secret(path, make) == "của người nhanh hơn"
    assert list(tmp_path.iterdir()) == [path]


def test_all_who_start_at_once_read_the_same(tmp_path):
    start = Barrier(16)

    def process(number: int) -> str:
        start.wait()
        return kept_secret(tmp_path / "secret", lambda: f"bí mật {number}")

    with ThreadPoolExecutor(16) as pool:
        read = list(pool.map(process, range(16)))

    assert len(set(read)) == 1
    assert read[0].startswith("bí mật ")

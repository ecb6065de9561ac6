"""What holds for the whole repository, so that nobody has to remember it in review."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

ROOT = settings.BASE_DIR
MOST_LINES = 500
NOT_OURS = {"var", "node_modules"}  # and every directory that begins with a dot, except .ci
TEXT = re.compile(r"(\.(py|js|css|html|sh|md|toml|txt|yaml|json|svg|example)|^Makefile|^run)$")
OWN_APPS = {"accounts", "criteria", "communes", "plans", "assignments", "reports"}
JUNK_DRAWERS = {"utils", "util", "helpers", "common", "misc", "signals"}

# A year that is only shown: the number of a legal document, an example of how to write a day.
SHOWN = re.compile("30/2020/NĐ-CP|ví dụ [0-9/-]+")
YEAR = re.compile(r"(?<![0-9A-Za-z#])20(?!00)\d\d(?![0-9A-Za-z])")  # 2000 is a round number


def files() -> Iterator[Path]:
    """Every text file of the repository, as paths below its root, sorted."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        kept = not any(p in NOT_OURS or (p.startswith(".") and p != ".ci") for p in parts[:-1])
        if kept and TEXT.search(path.name) and path.is_file():
            yield Path(*parts)


FILES = list(files())


def code(*suffixes: str, tests: bool = False) -> list[Path]:
    """Files with one of the suffixes: no migrations, fixtures, and (unless asked) no tests."""
    left_out = {"migrations", "fixtures", "docs"} | (set() if tests else {"tests", "bench"})
    return [p for p in FILES if p.suffix in suffixes and not left_out & set(p.parts)]


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def hits(paths: list[Path], pattern: str) -> list[str]:
    """ "path:line: text" of every line that matches."""
    return [
        f"{path}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(read(path).splitlines(), start=1)
        if re.search(pattern, line)
    ]


def without_comments(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of what acts: no comments, no docstrings."""
    text = read(path)
    if path.suffix != ".py":
        blank = re.compile(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", re.DOTALL)
        text = blank.sub(lambda found: "\n" * found.group().count("\n"), text)
        yield from enumerate(text.splitlines(), start=1)
        return
    begins_statement = True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT):
            begins_statement = True
        elif token.type not in (tokenize.NL, tokenize.COMMENT):
            if not (begins_statement and token.type == tokenize.STRING):
                yield token.start[0], token.string
            begins_statement = False


def test_the_walk_finds_the_code():
    assert {Path("manage.py"), Path("templates/base.html"), Path(".ci/run")} <= set(FILES)


def test_no_file_is_too_long():
    lengths = {
        path: read(path).count("\n") for path in code(".py", ".js", ".css", ".html", tests=True)
    }

    assert {path: n for path, n in lengths.items() if n > MOST_LINES} == {}


def test_settings_stay_one_short_file():
    assert read(Path("ntm_portal/settings.py")).count("\n") <= 300


def test_no_junk_drawer():
    assert [path for path in FILES if path.suffix == ".py" and path.stem in JUNK_DRAWERS] == []


def test_no_year_in_code():
    found = []
    for path in code(".py", ".js", ".css", ".html"):
        for number, text in without_comments(path):
            if YEAR.search(SHOWN.sub("", text)):
                found.append(f"{path}:{number}: {text.strip()[:80]}")

    assert found == []


def test_no_year_in_a_file_name():
    assert [path for path in code(".py", ".js", ".css", ".html") if YEAR.search(path.stem)] == []


def test_no_signals():
    assert hits(code(".py"), r"^\s*(from|import)\b.*\b(signals|dispatch)\b|@receiver\b") == []


def test_nothing_is_declared_safe_or_exempt():
    pattern = r"mark_safe|csrf_exempt|SafeString\(|\|\s*safe(seq)?\b|autoescape off"

    assert hits(code(".py", ".html"), pattern) == []


def test_spreadsheets_come_in_by_one_door():
    callers = {line.partition(":")[0] for line in hits(code(".py"), r"\.import_data\(")}

    assert callers <= {"ntm_portal/lib/imports.py"}


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"<style|\sstyle\s*=", id="style"),
        pytest.param(r"<script(?![^>]*\bsrc=)", id="script"),
        pytest.param(r"<[^>]*\son\w+\s*=|javascript:|\bhx-on", id="handler"),
    ],
)
def test_nothing_inline_in_templates(pattern):
    assert hits(code(".html"), pattern) == []


def test_no_number_or_date_boxes():
    """Their decimal sign and their order of day and month follow the browser, not the portal."""
    pattern = r"""type\W{1,6}(number|date|datetime-local|month)['"]|NumberInput"""

    assert hits(code(".py", ".html", ".js"), pattern) == []


def test_no_third_party_address_in_pages():
    pattern = r"""https?://(?!www\.w3\.org/)|(src|href|url)\s*[=(]\s*['"]?//"""

    assert hits(code(".html", ".js", ".css", ".svg"), pattern) == []


def test_parts_and_components_say_what_they_need():
    parts = [p for p in code(".html") if p.name.startswith("_") or p.parent.name == "_components"]

    assert [path for path in parts if not read(path).startswith("{# Needs:")] == []


@pytest.mark.django_db
def test_no_missing_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_can_be_reversed():
    loader = MigrationLoader(None)
    stuck = [
        f"{app}.{name}: {operation}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in OWN_APPS
        for operation in migration.operations
        if not operation.reversible
    ]

    assert {config.label for config in apps.get_app_configs()} >= OWN_APPS
    assert stuck == []


def variables_that_settings_read() -> set[str]:
    calls = [
        node
        for node in ast.walk(ast.parse(read(Path("ntm_portal/settings.py"))))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("env_")
    ]
    return {call.args[0].value for call in calls}


def test_env_example_lists_what_settings_read():
    listed = set(re.findall(r"^([A-Z_]+)=", read(Path(".env.example")), re.MULTILINE))

    assert listed == variables_that_settings_read()


def test_settings_refuse_all_other_variables():
    tree = ast.parse(read(Path("ntm_portal/settings.py")))
    known = next(
        ast.literal_eval(node.args[1])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refuse_unknown"
    )

    assert known == {name for name in variables_that_settings_read() if name.startswith("NTM_")}


def pins(lock: str) -> dict[str, list[str]]:
    """ "name==version" -> its hashes; fails on a line that is neither."""
    found: dict[str, list[str]] = {}
    for line in read(Path(lock)).splitlines():
        if pinned := re.fullmatch(r"([\w.-]+==[\w.]+) \\", line):
            hashes = found[pinned[1]] = []
        else:
            hashed = re.fullmatch(r"    --hash=sha256:([0-9a-f]{64})( \\)?", line)
            assert hashed, f"{lock}: {line}"
            hashes.append(hashed[1])
    return found


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_hold_versions_and_hashes_only(lock):
    assert all(pins(lock).values())


def test_the_developers_lock_holds_the_servers():
    server, developer = pins("requirements.txt"), pins("requirements-dev.txt")

    assert {pin: developer.get(pin) for pin in server} == server


def test_no_file_names_a_place_on_somebodys_machine():
    pattern = r"(?<![\w.%-])/(work|root|home|Users)/\w"
    ours = [path for path in FILES if path != Path("tests/test_repository.py")]

    assert hits(ours, pattern) == []


def test_every_link_in_the_documents_leads_somewhere():
    documents = [path for path in FILES if path.suffix == ".md" and path.parts[0] != "fixtures"]
    broken = [
        f"{path}: {target}"
        for path in documents
        for target in re.findall(r"\]\(<?([^)\s>]+)", read(path))
        if not re.match(r"\w+:|#", target)
        and not (ROOT / path.parent / target.partition("#")[0]).exists()
    ]

    assert {Path("README.md"), Path("docs/conventions.md")} <= set(documents)
    assert broken == []

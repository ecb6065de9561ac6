"""The board of 207 communes × 19 criteria: against a bare view, and against a smaller log."""

from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import RequestFactory

from accounts.models import User
from communes.models import (
    AdministrativeUnit,
    Cell,
    SetAdoption,
    StatusEntry,
    UnitRole,
    VerdictChoice,
)
from communes.views.board import board
from criteria.models import CriteriaSet

COMMUNES, CRITERIA = 207, 19
LOG, SMALL_LOG = 500_000, 50_000
ROUNDS = 15
SET, PROVINCE = "NTM-2021-2025", "20"
FIRST_DAY, DAY = date(2022, 6, 1), date(2023, 1, 1)

# What a bare page costs: one template loop over figures that are already in memory.
BARE = Engine().from_string(
    "<table>{% for name, squares in rows %}<tr><th>{{ name }}</th>"
    "{% for square in squares %}"
    '<td class="c" data-s="{{ square.state }}" data-v="{{ square.version }}">{{ square.sign }}</td>'
    "{% endfor %}</tr>{% endfor %}</table>"
)


def bare_view(rows: list) -> HttpResponse:
    return HttpResponse(BARE.render(Context({"rows": rows})))


def use_database(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = path


def build(path: Path, rows: int) -> None:
    """A SQLite file with the communes of one province and a log of `rows` entries."""
    use_database(path)
    if path.exists():
        return
    call_command("migrate", verbosity=0)
    for fixture in ("criteria", "units"):
        command = {"criteria": "load_criteria_set", "units": "load_units"}[fixture]
        for file in sorted((settings.BASE_DIR / "fixtures" / fixture).glob("*.yaml")):
            call_command(command, str(file), verbosity=0)
    with transaction.atomic():
        _fill(rows)


def _fill(rows: int) -> None:
    province = AdministrativeUnit.objects.get(code=PROVINCE, level="PROVINCE")
    criteria_set = CriteriaSet.objects.get(code=SET)
    communes = list(AdministrativeUnit.objects.at_or_below([province.pk]).rural_communes())
    # Names of one day are too few after the mergers, so the oldest list stands for all years.
    communes = [commune for commune in communes if commune.valid_from is None][:COMMUNES]
    AdministrativeUnit.objects.filter(pk__in=[c.pk for c in communes]).update(valid_to=None)
    user = User.objects.create(username="van-phong", full_name="Văn phòng")
    UnitRole.objects.create(user=user, unit=province, role="OFFICE")
    SetAdoption.objects.create(unit=province, criteria_set=criteria_set, starts_on=FIRST_DAY)
    requirements = list(criteria_set.requirements.all())
    cells = Cell.objects.bulk_create(
        Cell(commune=commune, requirement=requirement)
        for commune in communes
        for requirement in requirements
    )
    StatusEntry.objects.bulk_create(
        (
            StatusEntry(
                cell=cells[number % len(cells)],
                verdict=VerdictChoice.values[number * 7 % 3],
                observed_on=FIRST_DAY + timedelta(days=number // len(cells) * 5),
                recorded_by=user,
                voice="SELF" if number % 11 == 0 else "OFFICE",
            )
            for number in range(rows)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def board_request() -> HttpRequest:
    request = RequestFactory().get("/bang-tieu-chi/", {"ngay": DAY.isoformat(), "bo": SET})
    request.user = User.objects.get(username="van-phong")
    request._messages = []
    return request


def seconds(action) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def run(folder: Path) -> None:
    large, small = folder / "board_large.sqlite3", folder / "board_small.sqlite3"
    build(small, SMALL_LOG)
    build(large, LOG)
    response = board(board_request())
    cells = response.content.count(b'class="c"')
    states = VerdictChoice.values
    memory = [
        (
            f"Xã {number}",
            [{"state": states[n % 4], "version": n, "sign": "Đ"} for n in range(CRITERIA)],
        )
        for number in range(COMMUNES)
    ]
    assert bare_view(memory).content.count(b'class="c"') == cells == COMMUNES * CRITERIA
    times: dict[str, list[float]] = {"bare": [], "large": [], "small": []}
    for _ in range(ROUNDS):
        times["bare"].append(seconds(lambda: bare_view(memory)))
        for name, path in (("large", large), ("small", small)):
            use_database(path)
            board(board_request())  # the server keeps its connections, and so their caches
            request = board_request()
            times[name].append(seconds(lambda request=request: board(request)))
    bare, big, little = (median(times[name]) for name in ("bare", "large", "small"))
    print(f"board of {cells:,} cells, {LOG:,} log rows: {big * 1000:.0f} ms")
    print(f"  ratio to a bare view of as many cells      {big / bare:.2f}  (goal <= 2.0)")
    print(f"  ratio to a log ten times smaller           {big / little:.2f}  (goal <= 1.3)")

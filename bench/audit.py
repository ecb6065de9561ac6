"""What the audit trail costs: many rows at once and single writes, each also without it."""

from collections.abc import Callable
from time import perf_counter

from django.core.management import call_command
from django.db import connection, transaction

from accounts.audit.triggers import chain_now, install, remove, trigger_faults
from accounts.audit.verifying import verify
from accounts.models import AuditEntry, User
from communes.models import AdministrativeUnit
from communes.services.status import Change, record_statuses
from tests.factories.world import DAY, TODAY, World, make_world

IMPORT, WRITES, LONG = 11_799, 500, 100_000
ROUNDS = 5


def run() -> None:
    """The quickest of each: a neighbour on the machine slows, and never hurries."""
    call_command("migrate", verbosity=0)
    User.objects.get_or_create(username="bench-audit", defaults={"full_name": "Đo"})
    _import()
    turns = [(_without(_import), _import()) for _ in range(ROUNDS)]
    bare, audited = (min(each) for each in zip(*turns, strict=True))
    print(f"audit: {IMPORT:,} rows at once: {audited:.2f} s, {audited / bare:.2f} x of without")
    with transaction.atomic():
        world = make_world(communes=20, criteria=57)
    turns = [(_without(lambda: _by_service(world)), _by_service(world)) for _ in range(ROUNDS)]
    bare, audited = (min(each) for each in zip(*turns, strict=True))
    print(f"audit: 1,140 rows through the service: {audited:.2f} s, {audited / bare:.2f} x")
    turns = [(_without(_single_writes), _single_writes()) for _ in range(ROUNDS)]
    bare, audited = (WRITES / min(each) for each in zip(*turns, strict=True))
    print(f"audit: transactions of one write: {audited:,.0f}/s, without {bare:,.0f}/s")
    while AuditEntry.objects.count() < LONG:
        _import()
    count = AuditEntry.objects.count()
    walked = min(_taken(lambda: verify(connection)) for _ in range(ROUNDS))
    million = walked / count * 1_000_000
    print(f"audit: verify {count:,} entries: {walked:.1f} s, so 1,000,000 in {million:.0f} s")


def _taken(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _without(work: Callable[[], float]) -> float:
    with transaction.atomic():
        remove(connection)
    try:
        return work()
    finally:
        with transaction.atomic():
            install(connection)


def _rows(count: int) -> list[AdministrativeUnit]:
    return [
        AdministrativeUnit(
            code=f"B{number}", name=f"Xã đo {number}", level="COMMUNE", kind="XA", source="đo"
        )
        for number in range(count)
    ]


def _import() -> float:
    """Seconds until the commit; the rows are taken away again."""
    rows = _rows(IMPORT)
    taken = _taken(lambda: AdministrativeUnit.objects.bulk_create(rows, batch_size=500))
    AdministrativeUnit.objects.filter(source="đo").delete()
    return taken


def _by_service(world: World) -> float:
    """As every import and every page stores them: a cell and an entry for each, then undone."""
    changes = [
        Change(commune, requirement, "MET", 0)
        for commune in world.communes
        for requirement in world.criteria
    ]

    def store() -> None:
        record_statuses(changes=changes, day=DAY, today=TODAY, voice="OFFICE", by=world.office)
        if not trigger_faults(connection):
            chain_now(connection)

    with transaction.atomic():
        taken = _taken(store)
        transaction.set_rollback(True)
    return taken


def _single_writes() -> float:
    return _taken(_write_singly)


def _write_singly() -> None:
    person = User.objects.filter(username="bench-audit")
    for number in range(WRITES):
        with transaction.atomic():
            person.update(phone=f"{number}-{perf_counter()}"[:20])

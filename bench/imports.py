"""Figures of 207 communes × 57 indicators from a sheet, against the same rows stored bare."""

import os
import random
import resource
import shutil
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import starmap
from pathlib import Path
from statistics import median
from time import process_time

from django.db import connection, models
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget
from tablib import Dataset

from accounts.models import User
from bench.board import COMMUNES, DAY, PROVINCE, SET, build, use_database
from communes.models import AdministrativeUnit, Cell, StatusEntry, VerdictChoice
from communes.resources.figures import FigureKind
from communes.resources.reading import key_of
from communes.resources.said_cells import is_measured
from criteria.models import Requirement
from ntm_portal.lib.imports import run_import
from ntm_portal.lib.workbooks.model import CellKind, Sheet, SheetCell
from ntm_portal.lib.workbooks.tables import Heading, SheetTable, TableRow

INDICATORS = 57
ROUNDS = 5
CHANGED = 10  # every tenth figure of the second sheet is another one
KIND = FigureKind()


class BareFigure(models.Model):
    """What a table without history would be: a row per figure, overwritten."""

    commune = models.ForeignKey(AdministrativeUnit, models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    observed_on = models.DateField()
    verdict = models.CharField(max_length=14, choices=VerdictChoice)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    value_male = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    value_female = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    voice = models.CharField(max_length=10)
    on_behalf = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    source_document = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "communes"
        db_table = "bench_bare_figure"
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "requirement", "observed_on"], name="bench_bare_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commune_id} {self.requirement_id}"


class BareResource(ModelResource):
    """django-import-export as it comes, with the natural key that the sheet has."""

    commune = Field("commune", "commune", ForeignKeyWidget(AdministrativeUnit, "pk"))
    requirement = Field("requirement", "requirement", ForeignKeyWidget(Requirement, "pk"))
    recorded_by = Field("recorded_by", "recorded_by", ForeignKeyWidget(User, "pk"))

    class Meta:
        model = BareFigure
        import_id_fields = ("commune", "requirement", "observed_on")
        fields = (*import_id_fields, "verdict", "value", "recorded_by", "voice")


def prepare(path: Path) -> None:
    """A database in which nothing has been said yet."""
    build(path, 0)
    use_database(path)
    Cell.objects.all().delete()
    if BareFigure._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(BareFigure)


def scope_of_all():
    data = {
        "criteria_set": SET,
        "unit": str(AdministrativeUnit.objects.get(code=PROVINCE, level="PROVINCE").pk),
        "day": DAY.isoformat(),
        "voice": "OFFICE",
    }
    user = User.objects.get(username="van-phong")
    return user, KIND.scope(user=user, today=DAY + timedelta(days=1), data=data)


def make_table(scope, seed: int = 1) -> SheetTable:
    """A wide sheet: figures as numbers, verdicts as words. seed 1 and 2 differ in a tenth."""
    indicators = scope.indicators[:INDICATORS]
    titles = enumerate(["Tên xã", *(one.code for one in indicators)], start=1)
    names = Counter(commune.name for commune in scope.communes)
    rows = []
    for number, commune in enumerate(scope.communes[:COMMUNES], start=2):
        called = commune.name if names[commune.name] == 1 else commune.code
        cells = {1: SheetCell(CellKind.TEXT, called)}
        for column, one in enumerate(indicators, start=2):
            kept = random.Random(number * 1000 + column)
            again = seed > 1 and (number + column) % CHANGED == 0
            value = kept.randrange(1, 9000) + (9 if again else 0)
            cells[column] = (
                SheetCell(CellKind.NUMBER, str(Decimal(value).scaleb(-2)))
                if is_measured(one)
                else SheetCell(CellKind.TEXT, ("Đạt", "Chưa đạt")[value % 2])
            )
        rows.append(TableRow(number, cells))
    return SheetTable(Sheet("Bảng", {}), (1, 1), tuple(starmap(Heading, titles)), tuple(rows))


def bring_in(table: SheetTable) -> int:
    """Read, compare, store: all that happens behind the button."""
    user, scope = scope_of_all()
    indicators = scope.indicators[:INDICATORS]
    mapping = {1: "commune"} | {n: key_of(one) for n, one in enumerate(indicators, start=2)}
    intake = KIND.read(table, mapping, scope=scope, answers={})
    return len(run_import(KIND.resource(scope), intake.rows, by=user, commit=True))


def upsert(rows: list[dict]) -> None:
    """The least that can be done: the same rows, already read, in one call."""
    fields = [one.name for one in BareFigure._meta.concrete_fields if not one.primary_key]
    key = ["commune", "requirement", "observed_on"]
    BareFigure.objects.bulk_create(
        [BareFigure(**row) for row in rows],
        update_conflicts=True,
        unique_fields=key,
        update_fields=[name for name in fields if name not in key],
    )


def stored_rows() -> list[dict]:
    """What the import has left in the log, as the arguments of the bare rows."""
    names = ("verdict", "value", "observed_on", "recorded_by_id", "voice")
    return [
        {"commune_id": row.cell.commune_id, "requirement_id": row.cell.requirement_id}
        | {name: getattr(row, name) for name in names}
        for row in StatusEntry.objects.select_related("cell")
    ]


def by_default(rows: list[dict]) -> None:
    names = [name.removesuffix("_id") for name in rows[0]]
    dataset = Dataset(headers=names)
    dataset.extend([tuple(row.values()) for row in rows])
    result = BareResource().import_data(dataset, raise_errors=True)
    assert result.totals["new"] + result.totals["update"] == len(rows)


def seconds(action) -> float:
    """Of the processor: all of it happens in this process, and other work beside it counts not."""
    start = process_time()
    action()
    return process_time() - start


def peak_megabytes(action) -> tuple[int, int]:
    """(before, at its peak) of a process of its own that does nothing else."""
    connection.close()
    reading, writing = os.pipe()
    if not os.fork():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        action()
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        os.write(writing, f"{before // 1024} {after // 1024}".encode())
        os._exit(0)
    os.wait()
    before, after = os.read(reading, 100).split()
    return int(before), int(after)


def run(folder: Path) -> None:
    empty, used = folder / "imports_empty.sqlite3", folder / "imports.sqlite3"
    prepare(empty)

    def fresh() -> None:
        connection.close()
        shutil.copy(empty, used)
        use_database(used)

    fresh()
    _, scope = scope_of_all()
    first, second = make_table(scope), make_table(scope, seed=2)
    memory = peak_megabytes(lambda: bring_in(first))
    times: dict[str, list[float]] = {"first": [], "bare": [], "second": [], "same": []}
    for _ in range(ROUNDS):
        fresh()
        scope_of_all()
        times["first"].append(seconds(lambda: bring_in(first)))
        rows = stored_rows()
        assert len(rows) == COMMUNES * INDICATORS
        times["bare"].append(seconds(lambda rows=rows: upsert(rows)))
        times["second"].append(seconds(lambda: bring_in(second)))
        changed = StatusEntry.objects.count() - len(rows)
        assert 0.09 < changed / len(rows) < 0.11, changed
        times["same"].append(seconds(lambda: bring_in(second)))
        assert StatusEntry.objects.count() == len(rows) + changed
    fresh()
    default = seconds(lambda: by_default(rows))
    new, bare, again, same = (median(times[name]) for name in ("first", "bare", "second", "same"))
    print(f"import of {COMMUNES} × {INDICATORS} figures: {new * 1000:.0f} ms of the processor")
    print(f"  ratio to a bare upsert of the same rows    {new / bare:.2f}  (goal <= 3.0)")
    print(f"  ratio to django-import-export's defaults   {new / default:.3f}  (goal <= 0.08)")
    print(f"  a second one, a tenth changed, to the first {again / new:.2f}  (goal <= 0.6)")
    print(f"  the same sheet again, to the first         {same / new:.2f}")
    print(f"  peak memory {memory[1]} MB, {memory[0]} MB of it before")

"""The one door for sheets: a trial run or all of it in one transaction (nhập dữ liệu).

django-import-export walks the rows and rolls back; what is stored goes through the services of
the apps, so that an import has the same checks and the same history as a page.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import Error, Result, RowResult
from tablib import Dataset

from ntm_portal.lib.collector import no_collection
from ntm_portal.lib.refusals import Refused

Effect = Mapping[str, Any]  # what one line left behind, as JSON: enough to take it back


@dataclass(frozen=True)
class RowFault:
    """row: of the sheet; None when it is about all of them."""

    row: int | None
    sentence: str


class ImportRefused(Refused):
    """Rows that cannot be taken. Nothing has been stored, also of those that can."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        where = f"Dòng {first.row}: " if first.row else ""
        more = f" Còn {len(self.faults) - 1} lỗi khác." if len(self.faults) > 1 else ""
        super().__init__(f"{where}{first.sentence}{more}")


@contextmanager
def of_row(row: int) -> Iterator[None]:
    """What a service refuses inside is about this row of the sheet."""
    try:
        yield
    except Refused as refusal:
        raise ImportRefused([RowFault(row, refusal.message)]) from refusal


class ServiceResource(Resource):  # type: ignore[misc]  # the library ships no types
    """Rows that one call of a service stores. A kind says what a row means and who stores it."""

    class Meta:
        instance_loader_class = BaseInstanceLoader  # called, but rows are no instances
        use_bulk = True  # no savepoint for each row: nothing is stored before the last one

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Any] = []
        self.effects: list[Effect] = []

    def line(self, row: Mapping[str, Any]) -> Any:
        """What the service takes for this row. Raises Refused with a sentence without the row."""
        raise NotImplementedError

    def store(self, lines: Sequence[Any], *, by: Any) -> list[Effect]:
        """Store all lines. Raises Refused, or ImportRefused where it knows the rows; nothing is
        stored then.
        """
        raise NotImplementedError

    # From here on: what django-import-export calls.

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self._lines, self.effects = [], []

    def import_row(self, row: Mapping[str, Any], instance_loader: Any, **kwargs: Any) -> RowResult:
        result = RowResult()
        result.import_type = RowResult.IMPORT_TYPE_NEW
        try:
            self._lines.append(self.line(row))
        except Refused as refusal:
            result.import_type = RowResult.IMPORT_TYPE_ERROR
            result.errors.append(Error(refusal, row=row, number=row["row"]))
        return result

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:
        if not result.has_errors():
            self.effects = self.store(self._lines, by=kwargs["by"])


def run_import(
    resource: ServiceResource, rows: Sequence[Mapping[str, Any]], *, by: Any, commit: bool
) -> list[Effect]:
    """Store the rows, all or none; without `commit` try them and take everything back.

    rows: dicts with the same keys, "row" among them. Returns what `undo` needs.
    Raises ImportRefused with a sentence per faulty row; whatever else goes wrong is raised as it
    is. Nothing has been stored then.
    """
    dataset = Dataset(headers=list(rows[0]) if rows else ["row"])
    dataset.extend(tuple(row.values()) for row in rows)
    with no_collection():
        result = resource.import_data(
            dataset,
            dry_run=not commit,
            raise_errors=False,
            use_transactions=True,
            rollback_on_validation_errors=True,
            by=by,
        )
    if result.has_errors():
        raise _refusal(result)
    return resource.effects


def _refusal(result: Result) -> Exception:
    faults = []
    for error in result.base_errors:
        if not isinstance(error.error, Refused):
            return error.error
        if isinstance(error.error, ImportRefused):
            faults += error.error.faults
        else:
            faults.append(RowFault(None, error.error.message))
    for row in result.error_rows:
        faults += [RowFault(error.number, error.error.message) for error in row.errors]
    return ImportRefused(faults)

"""Lists of the staff pages as sheets: taken away there, brought in by the portal's own wizard."""

import re
from typing import Any

from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from tablib import Dataset

# A name that begins with "=" loses it (the settings say so); these begin a formula in a CSV too.
_STARTS_FORMULA = re.compile(r"\s*[+\-@\t\r]")


class ExcelCsv(CSV):  # type: ignore[misc]  # the library ships no types
    """CSV that Excel opens as UTF-8: without the mark it reads "Xuân" as "XuÃ¢n"."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        safe = Dataset(headers=dataset.headers)
        safe.extend([_escaped(cell) for cell in row] for row in dataset)
        return "\ufeff" + super().export_data(safe, **kwargs)


class SheetsMixin(ExportMixin):  # type: ignore[misc]  # the library ships no types
    """comes_in_by_sheet: whether a kind of the wizard takes such rows in."""

    formats = (XLSX, ExcelCsv)
    export_form_class = ExportForm
    import_export_change_list_template = "staff/list_with_sheets.html"
    comes_in_by_sheet = False

    def changelist_view(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        context = {"comes_in_by_sheet": self.comes_in_by_sheet} | (extra_context or {})
        return super().changelist_view(request, extra_context=context)


def _escaped(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and _STARTS_FORMULA.match(cell) else cell

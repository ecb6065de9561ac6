"""The same workbook back, with what has to be mended marked in its cells (tệp đánh dấu)."""

from ntm_portal.lib.workbooks.apart import ask_child
from ntm_portal.lib.workbooks.packing import Notes, framed
from ntm_portal.lib.workbooks.reading import check_size


def marked(content: bytes, notes: Notes) -> bytes:
    """An .xlsx with a note and a red fill in cells; our marks of an earlier time are taken away.

    notes: by the name of the sheet, as `read_workbook` gives it, and by (row, column).
    The same bytes on repeat. Raises Refused as `read_workbook`, also for a .csv.
    """
    check_size(content)
    return ask_child("mark", framed(content, notes))

"""JSON: the cells as printed, for machines that compare or reuse the appendix."""

import json

from reports.tables import AppendixTable


def render(table: AppendixTable) -> bytes:
    """{"title", "columns": leaf headers, "rows": [{"kind", "cells"}], "notes"}, UTF-8.

    Every row has one text per column; in a total row the words stand in the first, "" follows.
    """
    content = {
        "title": table.full_title,
        "columns": [column.title for column in table.columns],
        "rows": [{"kind": row.kind, "cells": list(table.texts(row))} for row in table.rows],
        "notes": list(table.notes),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

"""The appendix of Lộc Bình as data, and what WeasyPrint may not say."""

import logging

import pytest

from reports.appendices import commune_targets
from tests.reports import loc_binh_2024 as golden


@pytest.fixture
def table():
    """Phụ lục 02 of Lộc Bình, without a database."""
    return commune_targets.arrange(
        plan=golden.unsaved_plan(), rows=golden.plan_rows(), day=golden.DAY
    )


class _Complaints(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@pytest.fixture(autouse=True)
def _weasyprint_does_not_complain():
    """A font or a rule that it cannot use is a line in its log, not an exception."""
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    yield
    logger.removeHandler(complaints)
    assert complaints.lines == []

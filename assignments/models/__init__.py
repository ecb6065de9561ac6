"""Agencies, what they answer for, the work that plans hand out, and what became of it."""

from assignments.models.agencies import (
    Agency,
    AgencyAlias,
    AgencyChange,
    AgencyMembership,
    AgencySuccession,
    AgencySuccessionVoid,
)
from assignments.models.calendar import DayOff
from assignments.models.history import AssignmentChange, WorkStep
from assignments.models.layout import WorkLayout
from assignments.models.measures import Measure
from assignments.models.reminders import (
    CalendarEntry,
    CalendarFeed,
    DigestSent,
    DutyNotice,
    ReminderChoice,
)
from assignments.models.reporting import (
    Report,
    ReportingCycle,
    ReportingParty,
    ReportSummary,
)
from assignments.models.responsibilities import Responsibility, TargetAssignment, TargetHolder
from assignments.models.work import WorkItem, WorkParty, WorkSection, WorkTask

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencyChange",
    "AgencyMembership",
    "AgencySuccession",
    "AgencySuccessionVoid",
    "AssignmentChange",
    "CalendarEntry",
    "CalendarFeed",
    "DayOff",
    "DigestSent",
    "DutyNotice",
    "Measure",
    "ReminderChoice",
    "Report",
    "ReportSummary",
    "ReportingCycle",
    "ReportingParty",
    "Responsibility",
    "TargetAssignment",
    "TargetHolder",
    "WorkItem",
    "WorkLayout",
    "WorkParty",
    "WorkSection",
    "WorkStep",
    "WorkTask",
]

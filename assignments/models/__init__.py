"""Agencies, what they answer for, the work that plans hand out, and what became of it."""

from assignments.models.agencies import Agency, AgencyAlias, AgencyMembership, AgencySuccession
from assignments.models.calendar import DayOff
from assignments.models.history import AssignmentChange, WorkStep
from assignments.models.measures import Measure
from assignments.models.reminders import (
    CalendarEntry,
    CalendarFeed,
    DigestSent,
    DutyNotice,
    ReminderChoice,
)
from assignments.models.responsibilities import Responsibility, TargetAssignment
from assignments.models.work import WorkItem, WorkParty, WorkSection, WorkTask

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencyMembership",
    "AgencySuccession",
    "AssignmentChange",
    "CalendarEntry",
    "CalendarFeed",
    "DayOff",
    "DigestSent",
    "DutyNotice",
    "Measure",
    "ReminderChoice",
    "Responsibility",
    "TargetAssignment",
    "WorkItem",
    "WorkParty",
    "WorkSection",
    "WorkStep",
    "WorkTask",
]

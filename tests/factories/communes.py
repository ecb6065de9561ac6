"""Units, roles on them and their status log.

`CommuneFactory()` stands alone; give `parent=` where a test needs the tree.
"""

import hashlib
from datetime import date

import factory
from django.conf import settings

from communes.models import (
    AdministrativeUnit,
    Cell,
    Evidence,
    EvidenceWithdrawal,
    RequiredProof,
    SetAdoption,
    StatusEntry,
    ThresholdColumn,
    UnitAlias,
    UnitRole,
    VerdictChoice,
)
from ntm_portal.lib import kept_files
from tests.factories.accounts import UserFactory
from tests.factories.files import PDF


class UnitFactory(factory.django.DjangoModelFactory):
    """A unit that has always existed and still does; a commune (xã) unless told otherwise."""

    class Meta:
        model = AdministrativeUnit

    code = factory.Sequence(lambda number: f"9{number:04d}")
    name = factory.Sequence(lambda number: f"Đơn vị {number}")
    level = AdministrativeUnit.Level.COMMUNE
    kind = AdministrativeUnit.Kind.COMMUNE
    source = "dữ liệu thử"


class ProvinceFactory(UnitFactory):
    code = factory.Sequence(lambda number: f"P{number}")
    name = factory.Sequence(lambda number: f"Tỉnh thử {number}")
    level = AdministrativeUnit.Level.PROVINCE
    kind = AdministrativeUnit.Kind.PROVINCE


class DistrictFactory(UnitFactory):
    """parent stays empty unless given: most tests need one level only."""

    code = factory.Sequence(lambda number: f"D{number}")
    name = factory.Sequence(lambda number: f"Huyện thử {number}")
    level = AdministrativeUnit.Level.DISTRICT
    kind = AdministrativeUnit.Kind.DISTRICT


class CommuneFactory(UnitFactory):
    name = factory.Sequence(lambda number: f"Xã thử {number}")


class UnitAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnitAlias

    unit = factory.SubFactory(CommuneFactory)
    name = factory.Sequence(lambda number: f"Cách viết {number}")
    source = "dữ liệu thử"


class UnitRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnitRole

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(CommuneFactory)
    role = UnitRole.Role.OFFICER


class SetAdoptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SetAdoption

    unit = factory.SubFactory(DistrictFactory)
    criteria_set = factory.SubFactory("tests.factories.criteria.CriteriaSetFactory")
    starts_on = date(2022, 1, 1)


class ThresholdColumnFactory(factory.django.DjangoModelFactory):
    """A difficult commune, measured by the column of a region of its own, since 2022."""

    class Meta:
        model = ThresholdColumn

    commune = factory.SubFactory(CommuneFactory)
    criteria_set = factory.SubFactory("tests.factories.criteria.CriteriaSetFactory")
    reason = ThresholdColumn.Reason.DIFFICULT
    region = factory.SubFactory("tests.factories.criteria.RegionFactory")
    starts_on = date(2022, 1, 1)
    document = "quyết định thử"


class CellFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cell

    commune = factory.SubFactory(CommuneFactory)
    requirement = factory.SubFactory("tests.factories.criteria.CriterionFactory")


class StatusEntryFactory(factory.django.DjangoModelFactory):
    """The office says MET on 2024-01-01."""

    class Meta:
        model = StatusEntry

    cell = factory.SubFactory(CellFactory)
    verdict = VerdictChoice.MET
    observed_on = date(2024, 1, 1)
    recorded_by = factory.SubFactory(UserFactory)
    voice = StatusEntry.Voice.OFFICE


class RequiredProofFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequiredProof

    unit = factory.SubFactory(DistrictFactory)
    requirement = factory.SubFactory("tests.factories.criteria.CriterionFactory")
    position = factory.Sequence(lambda number: number + 1)
    name = factory.Sequence(lambda number: f"Minh chứng cần có {number}")
    added_by = factory.SubFactory(UserFactory)


class EvidenceFactory(factory.django.DjangoModelFactory):
    """An address that the office handed in; a file is `kept_evidence`."""

    class Meta:
        model = Evidence

    cell = factory.SubFactory(CellFactory)
    title = factory.Sequence(lambda number: f"Minh chứng {number}")
    address = factory.Sequence(lambda number: f"https://van-ban.example/{number}")
    voice = StatusEntry.Voice.OFFICE
    added_by = factory.SubFactory(UserFactory)


class EvidenceWithdrawalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvidenceWithdrawal

    evidence = factory.SubFactory(EvidenceFactory)
    reason = "nộp nhầm"
    withdrawn_by = factory.SubFactory(UserFactory)


def kept_evidence(*, file_name: str = "quyet-dinh.pdf", content: bytes = PDF, **more) -> Evidence:
    """A file that the office handed in, with its bytes on disk."""
    name = kept_files.random_name()
    kept_files.keep(settings.EVIDENCE_DIR, name, content)
    return EvidenceFactory(
        address="",
        stored_as=name,
        file_name=file_name,
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        **more,
    )

"""A small province for tests: one district, some communes, one adopted set, and the cast."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from communes.models import AdministrativeUnit, UnitRole
from criteria.models import CriteriaSet, Requirement
from tests.factories.accounts import UserFactory
from tests.factories.communes import (
    CommuneFactory,
    DistrictFactory,
    ProvinceFactory,
    SetAdoptionFactory,
    UnitRoleFactory,
)
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory

DAY = date(2024, 1, 1)
TODAY = date(2026, 11, 22)


@dataclass
class World:
    """office, leader, reader: on the district; officer, neighbour: staff of commune 0 and 1;
    province: the province's office; stranger: the office of another province."""

    province: AdministrativeUnit
    district: AdministrativeUnit
    communes: list[AdministrativeUnit]
    criteria_set: CriteriaSet
    criteria: list[Requirement]
    office: User
    leader: User
    reader: User
    officer: User
    neighbour: User
    province_office: User
    stranger: User


def make_world(*, communes: int = 2, criteria: int = 3) -> World:
    province = ProvinceFactory()
    district = DistrictFactory(parent=province)
    below = CommuneFactory.create_batch(communes, parent=district)
    criteria_set = CriteriaSetFactory(code="BO-THU", criteria_count=criteria)
    SetAdoptionFactory(unit=province, criteria_set=criteria_set)
    role = UnitRole.Role
    return World(
        province=province,
        district=district,
        communes=below,
        criteria_set=criteria_set,
        criteria=[CriterionFactory(criteria_set=criteria_set) for _ in range(criteria)],
        office=person("Văn phòng huyện", district, role.OFFICE),
        leader=person("Lãnh đạo huyện", district, role.LEADER),
        reader=person("Người xem", district, role.READER),
        officer=person("Cán bộ xã", below[0], role.OFFICER),
        neighbour=person("Cán bộ xã bên", below[-1], role.OFFICER),
        province_office=person("Văn phòng tỉnh", province, role.OFFICE),
        stranger=person("Văn phòng tỉnh khác", ProvinceFactory(), role.OFFICE),
    )


def person(full_name: str, unit: AdministrativeUnit, role: str) -> User:
    user = UserFactory(full_name=full_name)
    UnitRoleFactory(user=user, unit=unit, role=role)
    return user

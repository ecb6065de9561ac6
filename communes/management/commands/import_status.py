"""`manage.py import_status FILE --set SET --unit UNIT --on DAY [--commit]`.

Exits: 0 done, 1 refused with one line on stderr, 2 wrong usage.
"""

from datetime import date
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from communes.access import voices
from communes.access_imports import areas, sets_for
from communes.models import AdministrativeUnit, UnitRole
from communes.resources.figures import FigureKind
from communes.resources.from_file import FileIntake, read_file
from communes.resources.listed import REST, SILENT
from communes.resources.scopes import BoardScope
from communes.resources.statuses import StatusKind
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.imports import run_import
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import State
from ntm_portal.lib.text import shown

KINDS = {kind.code: kind for kind in (StatusKind(), FigureKind())}


class Command(RefusableCommand):
    help = "Nhập hiện trạng các xã từ một tệp Excel hoặc CSV. Không có --commit thì chỉ thử."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .xlsx hoặc .csv")
        parser.add_argument("--set", required=True, dest="code", help="mã bộ tiêu chí")
        parser.add_argument("--unit", required=True, help="mã đơn vị có các xã trong bảng")
        parser.add_argument(
            "--on", required=True, type=date.fromisoformat, help="ngày của số liệu, YYYY-MM-DD"
        )
        parser.add_argument("--commit", action="store_true", help="ghi thật")
        parser.add_argument(
            "--by", default="", help="tên đăng nhập của người ghi; không có: văn phòng của đơn vị"
        )
        parser.add_argument("--kind", choices=KINDS, default=StatusKind.code, help="loại bảng")
        parser.add_argument(
            "--answer",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            type=_answer,
            help="câu trả lời cho một câu hỏi, như tieu-chi-con-lai=chua-dat",
        )

    def handle(self, *, file: Path, **options) -> None:
        unit = _unit(options["unit"], options["on"])
        by = _writer(options["by"], unit)
        kind = KINDS[options["kind"]]
        scope = _scope(kind, by, unit, code=options["code"], day=options["on"])
        read = read_file(
            name=file.name,
            content=_content(file),
            kind=kind,
            scope=scope,
            answers={REST: SILENT, **dict(options["answer"])},
        )
        self._tell(read)
        if read.problems:
            raise Refused(
                f"{file.name}: còn {len(read.problems)} chỗ cần xem, chưa ghi gì. "
                f"{read.problems[0]}"
            )
        effects = run_import(
            kind.resource(scope), read.intake.rows, by=by, commit=options["commit"]
        )
        done = f"Đã ghi {len(effects)} ô" if options["commit"] else "Chạy thử, chưa ghi gì"
        self.stdout.write(f"{done}: {by.username}, {unit}, {format_day(scope.day)}.")

    def _tell(self, read: FileIntake) -> None:
        counts = read.counts
        self.stdout.write(" · ".join(f"{state} {counts[state]}" for state in State))
        for line in read.problems:
            self.stdout.write(line)


def _answer(text: str) -> tuple[str, str]:
    key, sign, value = text.rpartition("=")
    if not sign or not key:
        raise ValueError(text)
    return key, value


def _unit(code: str, day: date) -> AdministrativeUnit:
    units = AdministrativeUnit.objects.filter(code=code).existing_on(day)
    found = list(units.exclude(level="VILLAGE").select_related("parent"))
    if len(found) != 1:
        which = "Không có" if not found else "Có nhiều"
        raise Refused(f"{which} đơn vị mã ‘{shown(code)}’ vào ngày {format_day(day)}. Xem lại mã.")
    return found[0]


def _writer(username: str, unit: AdministrativeUnit) -> User:
    """Who answers for the figures. Unnamed, it is the unit's office where that is one person."""
    if username:
        named = User.objects.filter(username=username, is_active=True).first()
        if named is None:
            raise Refused(f"Không có tài khoản ‘{shown(username)}’ đang dùng. Xem lại --by.")
        return named
    offices = User.objects.filter(
        is_active=True,
        is_staff=False,
        unit_roles__unit=unit,
        unit_roles__role=UnitRole.Role.OFFICE,
    )
    found = list(offices.distinct()[:2])
    if len(found) != 1:
        many = "có nhiều" if found else "không có"
        raise Refused(f"{unit} {many} tài khoản văn phòng. Ghi người nhập: --by TÊN.")
    return found[0]


def _scope(
    kind: StatusKind | FigureKind,
    by: User,
    unit: AdministrativeUnit,
    *,
    code: str,
    day: date,
) -> BoardScope:
    """What the person may write, as in the wizard."""
    today = timezone.localdate()
    if unit not in areas(by):
        raise Refused(f"{by} không ghi được số liệu của {unit}. Chọn người khác bằng --by.")
    if code not in {one.code for one in sets_for(by, today)}:
        raise Refused(f"{unit} không áp dụng bộ tiêu chí ‘{shown(code)}’. Xem lại --set.")
    data = {
        "criteria_set": code,
        "unit": str(unit.pk),
        "day": day.isoformat(),
        "voice": next(iter(voices(by))),
    }
    return kind.scope(user=by, today=today, data=data)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refused(f"Không đọc được tệp {file.name}. Xem lại tên và thư mục.") from None

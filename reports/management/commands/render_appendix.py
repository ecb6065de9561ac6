"""Write one appendix (phụ lục) of a plan to a file, for cron and for checks."""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.utils import timezone

from assignments.models import ReportingCycle
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from plans.models import Plan
from reports import renderers
from reports.appendices import APPENDICES, appendices_of, cycle_reports
from reports.rules import FORMATS
from reports.signed import computed_table, signed_appendix, signed_bytes


class Command(RefusableCommand):
    help = (
        "Ghi một phụ lục của kế hoạch ra tệp. Kết thúc với 0: xong, 1: bị từ chối, 2: sai cú pháp."
    )
    # A refusal is one line on stderr; warnings of checks would be more lines.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="mã kế hoạch")
        parser.add_argument(
            "appendix",
            metavar="APPENDIX",
            help=f"mã phụ lục: {', '.join([*APPENDICES, cycle_reports.CODE])}",
        )
        parser.add_argument("--format", required=True, choices=FORMATS, help="định dạng")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE", help="tệp ghi ra")
        parser.add_argument(
            "--period",
            default="",
            metavar="KY",
            help=f"kỳ của {cycle_reports.CODE}, như trong địa chỉ của kỳ ấy",
        )
        parser.add_argument(
            "--as-of", default="", metavar="YYYY-MM-DD", help="ngày thay cho ngày gốc của kế hoạch"
        )

    def handle(self, *args: object, **options) -> None:
        body = rendered(
            plan_code=options["plan"],
            appendix=options["appendix"],
            file_format=options["format"],
            as_of=options["as_of"],
            period=options["period"],
        )
        write_whole(options["output"], body)


def rendered(
    *, plan_code: str, appendix: str, file_format: str, as_of: str, period: str = ""
) -> bytes:
    """as_of: "" for the plan's baseline day, on which a signed plan gives what was signed.

    period: the cycle of a summary of reports, which no other appendix has.

    Raises Refused for what does not exist.
    """
    plan = Plan.objects.filter(code=plan_code).select_related("unit", "criteria_set").first()
    if plan is None:
        raise Refused(f"Không có kế hoạch “{plan_code}”.")
    if appendix == cycle_reports.CODE:
        return _of_cycle(plan, period, file_format)
    day = day_up_to(as_of, today=timezone.localdate(), default=plan.baseline_on)
    kept = signed_appendix(plan, appendix, day)
    if kept is not None:
        return signed_bytes(kept, file_format)
    known = appendices_of(plan)
    if appendix not in known:
        raise Refused(f"Không có phụ lục “{appendix}”: chọn {', '.join(known)}.")
    return renderers.render(computed_table(plan, known[appendix], day), file_format).body


def _of_cycle(plan: Plan, key: str, file_format: str) -> bytes:
    """Raises Refused for a period without a cycle, naming those that there are."""
    cycles = list(ReportingCycle.objects.filter(plan=plan))
    for cycle in cycles:
        if cycle.key == key:
            cycle.plan = plan
            table = cycle_reports.build(cycle=cycle, day=timezone.localdate())
            return renderers.render(table, file_format).body
    keys = ", ".join(cycle.key for cycle in cycles) or "kế hoạch chưa có kỳ"
    raise Refused(f"Không có kỳ báo cáo “{shown(key)}”: chọn {keys}.")


def write_whole(path: Path, body: bytes) -> None:
    """The file appears whole or not at all: written beside its place, then renamed over it.

    Raises Refused when the folder or the file cannot be written.
    """
    try:
        beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            beside.write_bytes(body)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:  # ValueError: a path without a file name
        raise Refused(f"Không ghi được tệp “{path}”: xem lại thư mục và quyền ghi.") from error

"""Print what contradicts itself in a plan (kiểm tra kế hoạch), for cron and for checks."""

import json
from argparse import ArgumentParser

from assignments.checking import check_plan
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from plans.checks import Finding
from plans.checks.findings import SEVERITY_WORDS
from plans.models import Plan


class Command(RefusableCommand):
    help = (
        "In những chỗ không khớp của một kế hoạch. "
        "Kết thúc với 0: xong (có hay không có chỗ không khớp), 1: bị từ chối, 2: sai cú pháp."
    )
    # A refusal is one line on stderr; warnings of checks would be more lines.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="mã kế hoạch")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="định dạng")

    def handle(self, *args: object, **options) -> None:
        plan = (
            Plan.objects.filter(code=options["plan"]).select_related("unit", "criteria_set").first()
        )
        if plan is None:
            raise Refused(f"Không có kế hoạch “{shown(options['plan'])}”.")
        found = check_plan(plan)
        if options["format"] == "json":
            self.stdout.write(json.dumps([as_json(one) for one in found], ensure_ascii=False))
            return
        for one in found:
            self.stdout.write(f"{SEVERITY_WORDS[one.severity]}: {one.message} [{one.code}]")
        self.stdout.write(f"{len(found)} chỗ không khớp.")


def as_json(one: Finding) -> dict[str, str]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "where": one.where,
        "printed": one.printed,
        "computed": one.computed,
        "message": one.message,
    }

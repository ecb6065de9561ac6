"""Signing a plan: what the paper says, and what the portal freezes with it, in one transaction."""

import hashlib
from collections.abc import Collection
from datetime import date

from django.db import transaction

from accounts.models import User
from ntm_portal.lib.refusals import Refused
from plans import appendix_list
from plans.models import Plan, PlanStep
from plans.services.signature import Signature, record_signature
from plans.step_rules import Party
from reports import renderers
from reports.appendices import APPENDICES
from reports.figures import read_figures
from reports.frozen_tables import dump
from reports.models import SignedAppendix, SignedFigure, SignedFile
from reports.rules import FORMATS


@transaction.atomic
def sign_plan(
    *,
    plan: Plan,
    signature: Signature,
    seen: int,
    parties: Collection[Party],
    today: date,
    by: User,
) -> PlanStep:
    """Record the signature and keep every appendix in every format, with the figures behind them.

    Costs about a second per appendix, in which nobody else writes to the plan. Raises Refused as
    `record_signature`; with status 503 where this machine cannot make a PDF, 409 when a figure
    moved while the appendices were made. Nothing is stored then.
    """
    step = record_signature(
        plan=plan, signature=signature, seen=seen, parties=parties, today=today, by=by
    )
    figures = read_figures(plan, today)
    for position, named in enumerate(appendix_list.appendices_of(plan), start=1):
        _keep(plan, named, position)
    # The log is not locked meanwhile: 360 communes would wait for one signature.
    if read_figures(plan, today) != figures:
        raise Refused("Số liệu vừa đổi trong lúc ký, nên chưa lưu gì. Xem lại rồi ký.", status=409)
    SignedFigure.objects.bulk_create(
        SignedFigure(
            plan=plan,
            kind=one.kind,
            unit_id=one.unit_id,
            requirement_id=one.requirement_id,
            entry_id=one.entry_id,
            place=one.place,
            value=one.value,
        )
        for one in figures
    )
    return step


def _keep(plan: Plan, named: appendix_list.AppendixName, position: int) -> None:
    table = APPENDICES[named.code](plan=plan, day=plan.baseline_on)
    appendix = SignedAppendix(
        plan=plan,
        code=named.code,
        name=named.name,
        position=position,
        day=plan.baseline_on,
        table=dump(table),
    )
    appendix.save()
    for file_format in FORMATS:
        body = renderers.render(table, file_format).body
        digest = hashlib.sha256(body).hexdigest()
        SignedFile(appendix=appendix, file_format=file_format, content=body, sha256=digest).save()

"""The lines above an appendix: as the plan was signed, or as Nghị định 30/2020/NĐ-CP asks."""

from ntm_portal.lib.dates import document_day, format_day
from ntm_portal.lib.numbers import roman
from ntm_portal.lib.text import clean_line
from plans.models import Plan
from reports.tables import HeadingStyle

UNKNOWN = "…"  # what drafts print where the number or the day will stand


def heading(plan: Plan, *, number: int, title: str) -> dict:
    """The fields `label`, `title`, `subtitles`, `heading_style` of an AppendixTable.

    number: of the appendix in its plan. title: its name, in any case.
    """
    title = title.upper()
    if plan.heading == Plan.Heading.AS_SIGNED:
        return {
            "label": "",
            "title": f"PHỤ LỤC {number:02d}: {title}",
            "subtitles": (_as_signed(plan),),
            "heading_style": HeadingStyle.AS_SIGNED,
        }
    return {
        "label": f"Phụ lục {roman(number)}",
        "title": title,
        "subtitles": (_by_decree(plan),),
        "heading_style": HeadingStyle.DECREE_30,
    }


def unnumbered(plan: Plan, *, name: str, title: str) -> dict:
    """The lines, the author and the day of a table whose number in the plan nobody knows.

    Plans call such tables "biểu" or "phụ lục" and count them as they like, so none is printed.
    name: what pages call it.
    """
    as_signed = plan.heading == Plan.Heading.AS_SIGNED
    return {
        "name": name,
        "label": "",
        "title": title.upper(),
        "subtitles": (_as_signed(plan) if as_signed else _by_decree(plan),),
        "heading_style": HeadingStyle.AS_SIGNED if as_signed else HeadingStyle.DECREE_30,
        "author": clean_line(plan.issuer),
        "dated_on": plan.signed_on,
    }


def period(plan: Plan) -> str:
    """ "năm 2024" or "giai đoạn 2021-2025"."""
    return f"{'năm' if plan.first_year == plan.last_year else 'giai đoạn'} {plan.years}"


def _as_signed(plan: Plan) -> str:
    """Source: Phụ lục 01 and 02, Kế hoạch 72/KH-UBND Lộc Bình."""
    day = format_day(plan.signed_on) if plan.signed_on else "/".join([UNKNOWN] * 3)
    return f"(kèm Kế hoạch số: {_number(plan)} ngày {day} của {clean_line(plan.issuer)})"


def _by_decree(plan: Plan) -> str:
    """Source: Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    unknown_day = f"ngày {UNKNOWN} tháng {UNKNOWN} năm {UNKNOWN}"
    day = document_day(plan.signed_on) if plan.signed_on else unknown_day
    return f"(Kèm theo Kế hoạch số {_number(plan)} {day} của {clean_line(plan.issuer)})"


def _number(plan: Plan) -> str:
    """The number, or its blank with the symbol where the issuer tells it: "…/KH-UBND"."""
    if plan.number:
        return clean_line(plan.number)
    return f"{UNKNOWN}/KH-UBND" if plan.issuer.startswith("UBND") else UNKNOWN

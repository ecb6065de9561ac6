"""The share that a plan prints beside a fraction, against what the fraction gives. Pure."""

from decimal import Decimal

from criteria.figures import Figure, written
from ntm_portal.lib.numbers import round_beside


def share_slip(printed: Decimal | None, figure: Figure | None) -> str:
    """ "kế hoạch in 88,17%, tính từ 14/15,7 là 89,17%", compared with as many decimals as are
    printed; "" where they agree or one of them is missing.
    """
    if printed is None or figure is None or figure.quantity is None:
        return ""
    exponent = printed.normalize().as_tuple().exponent
    computed = round_beside(figure.quantity, None, max(0, -int(exponent)))
    if computed == printed:
        return ""
    fraction = f"{written(figure.numerator)}/{written(figure.denominator)}"
    return f"kế hoạch in {written(printed)}%, tính từ {fraction} là {written(computed)}%"

"""Pages with room below the call, as `ntm_portal.wsgi` serves them, against pages without."""

from collections.abc import Callable
from time import process_time

from django.core.management import call_command
from django.test import Client

from accounts.models import User
from ntm_portal.lib.roomy import roomy

DEPTHS = range(0, 40, 2)  # where an edge of the interpreter's stack falls is a matter of luck
ADDRESS, ROUNDS = "/ke-hoach/", 5


def run() -> None:
    """On the database of the bench before, which an older portal may have left."""
    call_command("migrate", verbosity=0)
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="van-phong"))

    def page() -> None:
        assert client.get(ADDRESS).status_code == 200

    page()
    plain = [taken(depth, page) for depth in DEPTHS]
    roomier = [taken(depth, lambda: roomy(page)) for depth in DEPTHS]
    print(
        f"stack: a page {1000 * sum(plain) / len(plain):.1f} ms, {1000 * max(plain):.1f} at worst; "
        f"with room {sum(roomier) / sum(plain):.2f} x, {max(roomier) / max(plain):.2f} x at worst"
    )


def taken(depth: int, act: Callable[[], object]) -> float:
    if depth:
        return taken(depth - 1, act)
    began = process_time()
    for _ in range(ROUNDS):
        act()
    return (process_time() - began) / ROUNDS

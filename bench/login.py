"""Signing in: whether the time tells who exists, and what a refused try takes."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.models import User

TRIES, REFUSALS = 200, 200
PASSWORD = "con trâu gặm cỏ bờ đê"
KINDS = ("unknown", "wrong password", "disabled", "not joined yet")


class Undone(Exception):
    pass


def run() -> None:
    """Each try from an address of its own and for a name of its own: none is slowed down."""
    call_command("migrate", verbosity=0)
    try:
        with transaction.atomic():
            _measure()
            raise Undone
    except Undone:
        pass


def _measure() -> None:
    names = _people()
    taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(TRIES):
        for kind in KINDS:  # in turns, so that a neighbour on the machine slows all alike
            address = f"10.{KINDS.index(kind)}.{number // 250}.{number % 250}"
            taken[kind].append(_timed(_sign_in, names[kind][number], address))
    middle = {kind: median(times) for kind, times in taken.items()}
    known = middle["wrong password"]
    print(f"login: a wrong password {1000 * known:.0f} ms, of {TRIES} tries in turns")
    for kind in KINDS:
        print(f"login: {kind} {middle[kind] / known:.3f} x of it")
    for _ in range(5):
        _sign_in("nobody", "10.9.9.9")
    times = [_timed(_sign_in, "nobody", "10.9.9.9", 429) for _ in range(REFUSALS)]
    print(
        f"login: a refused try {1000 * median(times):.1f} ms, "
        f"{1000 * sorted(times)[int(0.95 * REFUSALS)]:.1f} ms at the 95th percentile"
    )


def _people() -> dict[str, list[str]]:
    """Names by kind; everybody's password is hashed as Argon2, once for all of them."""
    hashed = make_password(PASSWORD)
    made = {
        "wrong password": {"password": hashed},
        "disabled": {"password": hashed, "is_active": False},
        "not joined yet": {"password": make_password(None)},
    }
    names = {kind: [f"bench-{KINDS.index(kind)}-{n}" for n in range(TRIES)] for kind in KINDS}
    User.objects.bulk_create(
        User(username=name, full_name="Đo", **facts)
        for kind, facts in made.items()
        for name in names[kind]
    )
    return names


def _sign_in(name: str, address: str, status: int = 200) -> None:
    client = Client(SERVER_NAME="localhost", REMOTE_ADDR=address)
    response = client.post("/dang-nhap/", {"username": name, "password": "sai hẳn mật khẩu"})
    assert response.status_code == status


def _timed(act: Callable[..., None], *arguments: object) -> float:
    began = perf_counter()
    act(*arguments)
    return perf_counter() - began

"""Python's cyclic collector walks what is being made again and again: a third of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """The collector runs once at the end, and what was there before is set aside meanwhile.

    To walk all of the portal takes as long as to print a short table.
    """
    was_enabled, was_set_aside = gc.isenabled(), gc.get_freeze_count() > 0
    gc.disable()
    if not was_set_aside:
        gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        if not was_set_aside:
            gc.unfreeze()
        if was_enabled:
            gc.enable()

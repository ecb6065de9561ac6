"""Python's cyclic collector walks what is being made again and again: a third of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """The collector waits for the end, and then looks at nothing but what was made meanwhile.

    All of that is in its youngest generation. To walk the older ones, which hold the whole portal,
    takes as long as to print a short table.
    """
    if not gc.isenabled():  # within another one: the outermost looks
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        gc.enable()

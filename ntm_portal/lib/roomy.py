"""A call with room below it: what it calls never asks the system for more stack.

CPython keeps the frames of Python functions in pieces of 16 KB. A call that does not fit into the
piece maps another one and unmaps it when it returns, and a loop that happens to stand at the edge
does so each time round: half a million system calls while a long page is made, a fifth of its time.
A frame too large for a piece gets one of its own size, and the calls below it the rest of that.
"""

from collections.abc import Callable
from types import FunctionType
from typing import Any

SLOTS = 80_000  # of 8 bytes: the piece is the next power of two, 1 MB, and the rest of it is free


def _call(act: Callable[[], Any]) -> Any:
    return act()


# What `act()` gives or raises.
roomy: Callable[[Callable[[], Any]], Any] = FunctionType(
    _call.__code__.replace(co_stacksize=SLOTS), {}, "roomy"
)

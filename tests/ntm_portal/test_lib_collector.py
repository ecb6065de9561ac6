"""While much is made the cyclic collector rests; then it looks at that, and at nothing older."""

import gc
from weakref import ref

from ntm_portal.lib.collector import no_collection


class Circle:
    """Only the collector finds out that nobody needs it."""

    def __init__(self) -> None:
        self.me = self


def test_what_was_made_meanwhile_is_looked_at_once_at_the_end():
    with no_collection():
        dropped = ref(Circle())
        assert not gc.isenabled()
        assert dropped()

    assert gc.isenabled()
    assert dropped() is None


def test_what_is_older_is_not_walked():
    old = Circle()
    gc.collect()  # into the oldest generation
    dropped = ref(old)
    del old

    with no_collection():
        pass

    assert dropped()
    gc.collect()
    assert dropped() is None


def test_within_another_the_outermost_looks():
    with no_collection():
        with no_collection():
            dropped = ref(Circle())
        assert not gc.isenabled()
        assert dropped()

    assert gc.isenabled()
    assert dropped() is None

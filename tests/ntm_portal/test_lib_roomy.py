from sys import _getframe

import pytest

from ntm_portal.lib.roomy import roomy


def test_a_call_with_room_gives_what_it_gives_without():
    assert roomy(lambda: roomy(lambda: 7)) == 7


def test_it_raises_what_was_raised():
    with pytest.raises(ZeroDivisionError):
        roomy(lambda: 1 / 0)


def test_the_call_stands_below_a_frame_that_no_piece_of_the_interpreter_holds():
    """Pieces have 16 KB, slots 8 bytes."""
    assert roomy(lambda: _getframe(1).f_code.co_stacksize) * 8 > 16 * 1024

from ntm_portal.lib.refusals import Refused


def test_what_was_typed_can_always_be_sent():
    refusal = Refused("Ngày ‘\ud800\0a\u0302’\nkhông có.")

    assert refusal.message == str(refusal) == "Ngày ‘â’\nkhông có."

import pytest

from ntm_portal.lib.mail import is_address


@pytest.mark.parametrize("text", ["a@co-quan.example", "ten.ho+ntm@co-quan.example.vn"])
def test_mail_goes_to_these(text):
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@",
        "a@co-quan",
        "a@b@co-quan.example",
        "thư@co-quan.example",
        "a@cơ-quan.example",
        "a@co-quan.example\n",
        "a@co-quan.example\r\nBcc: b@co-quan.example",
        '"a\nb"@co-quan.example',
        "a@co-quan.example\0",
        "a b@co-quan.example",
        "a@\u212aoquan.example",  # the sign of kelvin, which folds to k
    ],
)
def test_mail_does_not_go_to_these(text):
    assert not is_address(text)

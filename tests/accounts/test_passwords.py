"""Which passwords are taken: 60 samples, the lists, the names of a person's own units."""

from datetime import date

import pytest
from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    PBKDF2PasswordHasher,
    identify_hasher,
)
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings

from accounts.forms import PasswordForm
from accounts.password_rules import folded_words, is_easy
from accounts.passwords import common_words, years
from tests.factories.accounts import UserFactory
from tests.factories.communes import CommuneFactory, UnitRoleFactory

HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
YEAR = str(date.today().year)  # noqa: DTZ011 the year of the machine that runs the tests
TOO_SHORT = ["", "Mk@12345", "Xk9#vq2Lm&7", "mật khẩu 11", "abcdefghijk"]
TOO_LONG = ["câu dễ nhớ của tôi " * 7, "ruộng bậc thang " * 9]
EASY = [
    "matkhau12345",
    "matkhau@2024",
    "Matkhau@123456",
    "MẬT KHẨU 123456",
    "m4tkh4u@123456",
    "matkhaumatkhau",
    "123456matkhau!",
    "vietnam123456",
    "VietNam@123456",
    "VietNamVietNam",
    "nongthonmoi123",
    "NongThonMoi@2025",
    f"nongthonmoi{YEAR}",
    f"ntm@{YEAR}123456",
    "xaydungnongthonmoi",
    "Nông thôn mới 123",
    "vanphongdieuphoi",
    "VanPhong@123456",
    "UBND@123456789",
    "quantri@123456",
    "administrator1",
    "Admin@12345678",
    "anhyeuem123456",
    "AnhYeuEm@2024",
    "toiyeuvietnam1",
    "chucmungnammoi",
    "hochiminh123456",
    "Hanoi@123456789",
    "langson@123456",
    "locbinh@123456",
    "Abc@1234567890",
    "abcdefgh12345678",
    "123456789012",
    "0987654321aA",
    "111111111111",
    "aaaaaaaaaaaaa",
    "qwertyuiop123",
    "Qwerty@1234567",
    "asdfghjkl12345",
    "1q1q1q1q1q1q1q",
    "password123456",
    "P@ssw0rd123456",
    "iloveyou123456",
]
GOOD = [
    "một câu thật dễ nhớ",
    "con trâu gặm cỏ bờ đê",
    "Tôi thích mưa tháng bảy",
    "mat khau cua ban thu",
    "xK9#vq2Lm&7R",
    "583920174655",
    "correct horse battery",
    "ruộng bậc thang mùa nước đổ",
    "đường làng ngõ xóm 5 nhà",
    "   mười hai dấu cách   ",
]


def refusals(password: str, user=None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return refused.messages
    return []


def test_there_are_sixty_samples():
    assert len(TOO_SHORT + TOO_LONG + EASY + GOOD) == 60


@pytest.mark.parametrize("password", TOO_SHORT)
def test_too_short(password):
    assert "Mật khẩu quá ngắn: cần ít nhất 12 ký tự." in refusals(password)


@pytest.mark.parametrize("password", TOO_LONG)
def test_too_long(password):
    assert refusals(password) == ["Mật khẩu quá dài: nhiều nhất 128 ký tự."]


@pytest.mark.parametrize("password", EASY)
def test_easy(password):
    assert any("dễ đoán" in words for words in refusals(password))


@pytest.mark.parametrize("password", GOOD)
def test_good(password):
    assert refusals(password) == []


def test_the_bounds_of_the_length():
    word = "ruong bac thang mua nuoc do " * 5

    assert [len(refusals(word[:length])) for length in (11, 12, 128, 129)] == [1, 0, 0, 1]


def test_words_times_endings_are_refused():
    """The Vietnamese list of 2,000: made of the words instead of being written out."""
    endings = [
        "1",
        "123",
        "@123",
        "123456",
        "@2024",
        f"@{YEAR}",
        "123456@",
        "!",
        "123a@",
        "@@@",
        "",
    ]
    made = [
        f"{word}{ending}"
        for word in common_words()
        for ending in endings
        if len(f"{word}{ending}") >= 12
    ]
    made += [f"{word.title()}@{word}{ending}" for word in common_words() for ending in endings]

    words = common_words() | years()
    assert len(set(made)) > 2000
    assert [password for password in made if not is_easy(password, words)] == []


def test_what_a_word_leaves_does_not_become_another_word():
    assert is_easy("qumatkhauantri", {"matkhau", "quantri"}) is False


@pytest.mark.parametrize(
    ("password", "expected"),
    [("rstuvwxabcdef", True), ("abcdef", True), ("ghvkmo", False), ("ghvkm", True)],
    ids=["rows", "one-row", "six-letters", "five-letters"],
)
def test_rows_count_for_nothing_and_six_letters_must_be_left(password, expected):
    assert is_easy(password, ()) is expected


def test_a_digit_counts_as_half_a_letter():
    assert [is_easy("matkhau" + "159263748203"[:n], {"matkhau"}) for n in (11, 12)] == [True, False]


def test_names_are_folded():
    assert folded_words(["Xã Xuân Dương", "A"]) == {"xaxuanduong", "xuanduong"}


@pytest.mark.django_db
def test_the_names_of_ones_own_units_are_refused():
    user = UserFactory(full_name="Cán bộ")
    UnitRoleFactory(user=user, unit=CommuneFactory(name="Thượng Nham"), role="READER")
    password = "ThuongNham@12345"

    assert refusals(password) == []
    assert any("dễ đoán" in words for words in refusals(password, user))
    assert refusals("Thượng Nham có rừng hồi", user) == []


@pytest.mark.django_db
def test_ones_own_name_is_refused():
    user = UserFactory(full_name="Hoàng Văn Thử", username="hoang-van-thu")

    assert refusals("hoang-van-thu-1", user) != []


@pytest.mark.django_db
def test_the_same_letters_composed_or_not_are_the_same_password():
    user = UserFactory()
    user.set_password("một câu thật dễ nhớ")
    decomposed = "mo\u0323\u0302t ca\u0302u tha\u0323\u0302t de\u0302\u0303 nho\u031b\u0301"

    form = PasswordForm(
        user,
        {
            "old_password": decomposed,
            "new_password1": "con trâu gặm cỏ bờ đê",
            "new_password2": "con trâu gặm cỏ bờ đê",
        },
    )
    assert form.is_valid(), form.errors


@pytest.mark.django_db
@override_settings(PASSWORD_HASHERS=HASHERS)
def test_an_old_hash_is_renewed_at_the_next_login(client):
    user = UserFactory()
    cheap = PBKDF2PasswordHasher()
    user.password = cheap.encode("một câu thật dễ nhớ", cheap.salt(), iterations=1)
    user.save()

    answer = client.post(
        "/dang-nhap/", {"username": user.username, "password": "một câu thật dễ nhớ"}
    )

    user.refresh_from_db()
    assert answer.status_code == 302
    assert isinstance(identify_hasher(user.password), Argon2PasswordHasher)


def test_the_portal_hashes_with_argon2():
    """The tests' own hasher is cheap; what the settings file says is asked of the file."""
    from ntm_portal import settings as written

    assert written.PASSWORD_HASHERS[0] == HASHERS[0]

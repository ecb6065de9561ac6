import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.services.people import change_password, create_account
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_new_account_is_no_administrator():
    user = create_account(
        username="xa-xuan-duong", full_name="Cán bộ xã", password="câu dễ nhớ", must_change=True
    )

    stored = User.objects.get()
    assert stored == user
    assert (stored.full_name, stored.must_change_password) == ("Cán bộ xã", True)
    assert (stored.is_staff, stored.is_superuser, stored.is_active) == (False, False, True)
    assert stored.check_password("câu dễ nhớ")


def test_an_administrator_gets_the_staff_pages():
    user = create_account(
        username="quan-tri", full_name="Quản trị", password="x", must_change=False, is_admin=True
    )

    assert (user.is_staff, user.is_superuser, user.must_change_password) == (True, True, False)


@pytest.mark.parametrize(
    ("username", "full_name", "field"),
    [
        pytest.param("van-phong", "Người khác", "username", id="taken"),
        pytest.param("văn phòng", "Văn phòng", "username", id="not-a-username"),
        pytest.param("moi", "", "full_name", id="no-name"),
    ],
)
def test_a_wrong_account_is_refused(username, full_name, field):
    UserFactory(username="van-phong")

    with pytest.raises(ValidationError) as refused:
        create_account(username=username, full_name=full_name, password="x", must_change=True)

    assert list(refused.value.message_dict) == [field]
    assert User.objects.count() == 1


def test_a_chosen_password_ends_the_duty_to_change():
    user = UserFactory(must_change_password=True)

    change_password(user=user, new_password="một câu thật dễ nhớ")

    user.refresh_from_db()
    assert user.check_password("một câu thật dễ nhớ")
    assert user.must_change_password is False

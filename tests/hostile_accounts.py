"""Hostile rows of accounts: see tests/test_hostile_input.py."""

from tests.factories.accounts import PASSWORD

ACCOUNT_QUERIES = {"/tai-khoan/nhat-ky/": ("trang",), "/dang-nhap/ma-xac-thuc/": ("next",)}
ACCOUNT_FORMS = {
    "/tai-khoan/": {"full_name": "Tên", "phone": "0205 000 000"},
    "/tai-khoan/de-nghi-sua/": {"words": "Sai đơn vị"},
    "/quen-mat-khau/": {"username": "a"},
}
# Those that a wrong code or password does not get through.
ACCOUNT_GUESSES = {
    "/dang-nhap/": {"username": "a", "password": "b", "next": "/"},
    "/doi-mat-khau/": {"old_password": "a", "new_password1": "b", "new_password2": "b"},
    "/tai-khoan/hai-buoc/": {"code": "000000", "signed": "a"},
    "/tai-khoan/hai-buoc/tat/": {"password": PASSWORD},
    "/loi-moi/khong-co/": {"new_password1": "a", "new_password2": "a"},
}

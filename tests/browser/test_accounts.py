"""Signing in by invitation and with a second factor, and the session that ends."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import AccessEvent, Session, User
from tests.browser.conftest import PHONE
from tests.browser.sheet import log
from tests.browser.test_accessibility import overflow, violations
from tests.factories.accounts import PASSWORD, UserFactory, code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "con trâu gặm cỏ bờ đê"
KEEP = "/tai-khoan/phien/giu/"


def sign_in(page, username: str, password: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_from_the_invitation_to_the_second_factor(desk, live_server, settings):
    """The administrator hands over a link; the person sets a password, then adds a telephone."""
    settings.SITE_URL = live_server.url
    desk.refusals.add("/favicon.ico")  # the staff pages name no icon
    admin = desk.sign_in(UserFactory(admin=True))
    admin.goto("/quan-tri/accounts/user/add/")
    assert admin.locator("[type=password]").count() == 0
    admin.get_by_label("Tên đăng nhập").fill("xa-moi")
    admin.get_by_label("Họ và tên").fill("Cán bộ xã mới")
    admin.get_by_role("button", name="LƯU LẠI").or_(admin.locator("[name=_save]")).first.click()
    link = admin.get_by_label("Đường dẫn mời").input_value()

    page = desk.sign_in(None, viewport=PHONE)
    page.goto(link)
    expect(page.get_by_text("Chào Cán bộ xã mới")).to_be_visible()
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    page.get_by_label("Gõ lại mật khẩu mới").fill(NEW)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đặt mật khẩu")
    sign_in(page, "xa-moi", NEW)

    page.goto("/tai-khoan/hai-buoc/")
    picture = page.get_by_alt_text("Mã QR")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Mã xác thực").fill(code_of(hexadecimal(secret)))
    page.get_by_role("button", name="Bật").click()
    expect(page.locator(".codes code")).to_have_count(10)
    codes = page.locator(".codes code").all_inner_texts()
    assert (violations(page), overflow(page)) == ([], [])

    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page, "xa-moi", NEW)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã xác thực")
    assert (violations(page), overflow(page)) == ([], [])
    page.goto("/ke-hoach/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã xác thực")
    page.get_by_label("Mã xác thực").fill(codes[3])
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page).to_have_url(re.compile(r"/ke-hoach/$"))
    page.goto("/tai-khoan/hai-buoc/")
    expect(page.get_by_text("Còn 9 mã dự phòng")).to_be_visible()
    assert (violations(page), overflow(page)) == ([], [])


def hexadecimal(secret: str) -> str:
    from base64 import b32decode

    letters = secret.replace(" ", "")
    return b32decode(letters + "=" * (-len(letters) % 8)).hex()


def test_whoever_guesses_reads_how_long_to_wait(desk, world):
    desk.refusals.add("/dang-nhap/")
    page = desk.sign_in(None, viewport=PHONE)
    for _ in range(6):
        sign_in(page, "ai-do", "sai hẳn mật khẩu")

    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"Chờ đến \d\d:\d\d"))
    assert (violations(page), overflow(page)) == ([], [])


@pytest.fixture
def account(desk, world):
    """One's account, with the clock in the test's hand."""
    page = desk.sign_in(world.office, viewport=PHONE)
    page.clock.install()
    page.goto("/tai-khoan/")
    return page


def line(page):
    return page.locator("[data-session]")


def test_five_minutes_before_the_end_a_line_says_so(account):
    account.clock.fast_forward("24:50")
    expect(line(account)).to_be_hidden()

    account.clock.fast_forward("00:20")
    expect(line(account)).to_contain_text("Phiên sắp hết. Số liệu đã lưu.")
    assert (violations(account), overflow(account)) == ([], [])

    with account.expect_response(lambda answer: KEEP in answer.url) as answered:
        account.get_by_role("button", name="Làm việc tiếp").click()
    assert answered.value.status == 204
    expect(line(account)).to_be_hidden()
    account.clock.fast_forward("24:50")
    expect(line(account)).to_be_hidden()


def test_what_was_typed_is_there_after_signing_in_again(account, world):
    account.get_by_label("Điều cần sửa").fill("Sai đơn vị của tôi")
    account.get_by_label("Điện thoại").fill("0205 123 456")
    account.clock.fast_forward("30:10")
    expect(line(account)).to_contain_text("Phiên đã hết.")
    Session.objects.all().delete()

    account.get_by_role("link", name="Đăng nhập lại").click()
    account.get_by_label("Tên đăng nhập").fill(world.office.username)
    account.get_by_label("Mật khẩu").fill(PASSWORD)
    account.get_by_role("button", name="Đăng nhập").click()

    expect(account.get_by_label("Điều cần sửa")).to_have_value("Sai đơn vị của tôi")
    expect(account.get_by_label("Điện thoại")).to_have_value("0205 123 456")
    expect(account.get_by_role("status")).to_contain_text("được giữ lại")
    account.get_by_role("button", name="Gửi đề nghị").click()
    expect(account.get_by_role("status")).to_contain_text("Đã gửi đề nghị")
    assert AccessEvent.objects.get(kind="CORRECTION").detail == "Sai đơn vị của tôi"
    account.goto("/tai-khoan/")
    expect(account.get_by_label("Điện thoại")).to_have_value("")


def test_signing_out_leaves_nothing_that_was_typed(account):
    account.get_by_label("Điều cần sửa").fill("Sai đơn vị của tôi")
    account.clock.fast_forward("25:10")
    assert "Sai đơn vị" in account.evaluate("JSON.stringify(localStorage)")

    account.get_by_role("button", name="Đăng xuất").click()
    expect(account.get_by_role("heading", level=1)).to_have_text("Đăng nhập")

    assert "Sai đơn vị" not in account.evaluate("JSON.stringify(localStorage)")


def test_a_password_is_never_kept(desk, world):
    page = desk.sign_in(world.office)
    page.clock.install()
    page.goto("/doi-mat-khau/")
    page.get_by_label("Mật khẩu hiện nay").fill("bí mật của tôi")

    page.clock.fast_forward("30:10")

    expect(line(page)).to_contain_text("Phiên đã hết.")
    assert "bí mật" not in page.evaluate("JSON.stringify(localStorage)")


def test_the_grid_keeps_the_session_and_its_cells(open_commune, world):
    sheet = open_commune()
    sheet.page.clock.install()
    sheet.page.reload()
    sheet.click(0)
    sheet.page.clock.fast_forward("24:00")
    sheet.press("1")
    sheet.page.clock.run_for(2000)
    sheet.wait_saved()

    sheet.page.clock.fast_forward("24:00")
    expect(line(sheet.page)).to_be_hidden()
    Session.objects.all().delete()
    sheet.press("0")
    sheet.page.clock.run_for(2000)
    expect(sheet.status).to_contain_text("chưa lưu")

    assert [verdict for _, _, verdict in log()] == ["MET"]
    assert User.objects.filter(pk=world.office.pk).exists()

"""Pages of one's own account for the sweep of accessibility."""

from accounts.services.invitations import invite
from accounts.services.log import Kind, record
from tests.factories.accounts import UserFactory
from tests.factories.world import World
from tests.trust.scene_accounts import session_of

LONG_ADDRESS = "2001:db8:85a3:8d3:1319:8a2e:370:7348"
LONG_WORD = "một-chi-tiết-không-khoảng-trắng" * 4
# As tests/browser/test_accessibility.py: PAGES.
ACCOUNT_PAGES = {
    "forgotten": (None, "/quen-mat-khau/"),
    "invitation": (None, "/loi-moi/{invitation}/"),
    "account": ("office", "/tai-khoan/"),
    "sessions": ("office", "/tai-khoan/phien/"),
    "own-log": ("office", "/tai-khoan/nhat-ky/"),
    "own-log-empty": ("stranger", "/tai-khoan/nhat-ky/"),
    "factor-off": ("office", "/tai-khoan/hai-buoc/"),
}


def fill_accounts(world: World) -> str:
    """Two sessions beside the browser's own, a page of the log; gives the secret of a link."""
    for _ in range(2):
        session = session_of(world.office)
        session.device, session.address = "Chrome trên Windows", LONG_ADDRESS
        session.key_digest = f"{session.key_digest}-{session.pk}"
        session.save()
    for kind in Kind:
        record(kind, user=world.office, by=world.reader, detail=LONG_WORD)
    return invite(user=UserFactory(), by=world.office)

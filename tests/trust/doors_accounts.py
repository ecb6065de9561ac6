"""Doors of accounts: signing in, and everybody's own account.

What the second factor shuts is no column: tests/trust/test_shut_out.py asks it of every address.
"""

from tests.trust.lines import NOBODY, NOT_FOUND, SIGNED_IN, Door, On

PASSWORDS = {
    "old_password": "{password}",
    "new_password1": "{new_password}",
    "new_password2": "{new_password}",
}
OWN, FACTOR = "tai-khoan/", "tai-khoan/hai-buoc/"
EVERYBODY = [On("", SIGNED_IN, "200")]
OPEN_PAGE = [On("", SIGNED_IN, "200", but={"anonymous": "200"})]
HAS_FACTOR = frozenset({"leader"})  # in the scene, and passed

ACCOUNTS = [
    Door(
        "dang-nhap/",
        form={"username": "{username}", "password": "{password}"},
        get=[On("", NOBODY, "", "302", but={"anonymous": "200"})],
        post=[On("", NOBODY, "", "302", but={"anonymous": "302+"})],
    ),
    # Asked of nobody who has passed already, or has none.
    Door(
        "dang-nhap/ma-xac-thuc/",
        form={"code": "000000"},
        get=[On("", SIGNED_IN, "302")],
        post=[On("", SIGNED_IN, "302")],
    ),
    Door("dang-xuat/", post=[On("", SIGNED_IN, "302+")]),
    Door("doi-mat-khau/", form=PASSWORDS, get=EVERYBODY, post=[On("", SIGNED_IN, "302+")]),
    Door(
        "quen-mat-khau/",
        form={"username": "{username}"},
        is_open=True,
        get=OPEN_PAGE,
        post=[On("", SIGNED_IN, "302+", but={"anonymous": "302+"})],
    ),
    Door(
        "loi-moi/<slug:secret>/",
        parts=["invitation"],
        public=["invitation"],
        form={"new_password1": "{new_password}", "new_password2": "{new_password}"},
        is_open=True,
        get=[
            *OPEN_PAGE,
            On("used", NOBODY, "", uses={"invitation": "used"}, but={"anonymous": NOT_FOUND}),
        ],
        post=[
            On("", SIGNED_IN, "302+", but={"anonymous": "302+"}),
            On("used", NOBODY, "", uses={"invitation": "used"}, but={"anonymous": NOT_FOUND}),
        ],
    ),
    Door(
        OWN,
        form={"full_name": "Tên Khác Hẳn", "phone": "0205 000 000"},
        get=EVERYBODY,
        post=[On("", SIGNED_IN, "302+")],
    ),
    Door(f"{OWN}phien/", get=EVERYBODY),
    Door(f"{OWN}phien/giu/", get=[On("", SIGNED_IN, "204")]),
    Door(f"{OWN}phien/ket-thuc/", post=[On("", SIGNED_IN, "302+")]),
    # A session is one person's own: also of no use to his office, or to an administrator.
    Door(
        f"{OWN}phien/<int:session_id>/ket-thuc/",
        parts=["session"],
        post=[On("of the reader", frozenset({"reader"}), "302+")],
    ),
    Door(f"{OWN}nhat-ky/", get=EVERYBODY),
    Door(f"{OWN}du-lieu/", get=EVERYBODY),
    Door(f"{OWN}de-nghi-sua/", form={"words": "Sai đơn vị"}, post=[On("", SIGNED_IN, "302+")]),
    # Off: the picture, and a form without the code that the telephone would show.
    Door(
        FACTOR,
        form={"code": "000000"},
        get=EVERYBODY,
        post=[On("", HAS_FACTOR, "200", "422")],
    ),
    Door(
        f"{FACTOR}tat/",
        form={"password": "{password}"},
        post=[On("", HAS_FACTOR, "302+", "302")],
    ),
    Door(
        f"{FACTOR}ma-du-phong/",
        form={"password": "{password}"},
        post=[On("", HAS_FACTOR, "200+", "302")],
    ),
]

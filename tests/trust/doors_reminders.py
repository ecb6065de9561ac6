"""Doors of reminders: one's own, which everybody has, and the office's, which urges others."""

from tests.trust.lines import NOBODY, NOT_FOUND, OFFICES, SIGNED_IN, Door, On

MINE = "tai-khoan/nhac-viec/"
TO_WHOM = "cho={addressee}&ngay={day}"

REMINDERS = [
    Door(
        MINE,
        form={"email": "moi@co-quan.example", "wants_digest": "on"},
        get=[On("", SIGNED_IN, "200")],
        post=[On("", SIGNED_IN, "302+")],
    ),
    # The secret is shown by the answer itself.
    Door(f"{MINE}lich/", post=[On("", SIGNED_IN, "200+")]),
    # Only the head has a calendar.
    Door(f"{MINE}lich/bo/", post=[On("", SIGNED_IN, "302", but={"agency_head": "302+"})]),
    Door(
        "lich/<slug:secret>.ics",
        parts=["feed"],
        public=["feed"],
        is_open=True,
        get=[
            # The first reading writes down what the calendar has shown.
            On("", SIGNED_IN, "200+", but={"anonymous": "200+"}),
            On("revoked", NOBODY, "", uses={"feed": "revoked"}, but={"anonymous": NOT_FOUND}),
        ],
    ),
    Door(
        "nhac-viec/",
        named=["addressee"],
        query=TO_WHOM,
        get=[
            On("of one", OFFICES, "200"),
            On("of all", OFFICES | {"foreign_office"}, "200", query="ngay={day}"),
        ],
    ),
    Door(
        "nhac-viec/cong-van/",
        named=["addressee"],
        query=TO_WHOM,
        get=[
            On("page", OFFICES, "200"),
            On("nobody is named", NOBODY, "", query="ngay={day}"),
        ],
    ),
]

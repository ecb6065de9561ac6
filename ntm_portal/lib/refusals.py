"""Input that cannot be taken: one Vietnamese sentence says where, what is written, what to do."""

from ntm_portal.lib.text import clean_text


class Refused(Exception):
    """Raised by services and readers of input; nothing has been stored.

    message: a full Vietnamese sentence for the person in front of the screen, cleaned here: it
        may repeat what was typed, and a lone surrogate could not be sent.
    status: HTTP status for pages; commands exit with 1.
    """

    def __init__(self, message: str, *, status: int = 422) -> None:
        self.message = clean_text(message)
        super().__init__(self.message)
        self.status = status

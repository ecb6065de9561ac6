"""Input that cannot be taken: one Vietnamese sentence says where, what is written, what to do."""


class Refused(Exception):
    """Raised by services and readers of input; nothing has been stored.

    message: a full Vietnamese sentence for the person in front of the screen.
    status: HTTP status for pages; commands exit with 1.
    """

    def __init__(self, message: str, *, status: int = 422) -> None:
        super().__init__(message)
        self.message = message
        self.status = status

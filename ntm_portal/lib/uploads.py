"""Uploads are cut off above the greatest size, before anybody is asked who sends them."""

from django.core.files.uploadhandler import FileUploadHandler

from ntm_portal.lib.file_kinds import MOST_BYTES


class BoundedUploadHandler(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS: of a file that is too big, the rest is read and dropped.

    The chunk that makes it too big is still kept, so that whoever checks the size can say so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= MOST_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Leaves the making of the file to the handlers behind."""

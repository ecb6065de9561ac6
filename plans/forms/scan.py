"""Input of a scan of the signed paper; the service says what is wrong with its content."""

from django import forms

from ntm_portal.lib.file_kinds import ENDINGS


class ScanForm(forms.Form):
    file = forms.FileField(
        label="Tệp quét của văn bản đã ký",
        help_text="PDF, JPG hoặc PNG, tối đa 10 MB.",
        allow_empty_file=True,
        error_messages={"required": "Chưa chọn tệp. Chọn tệp quét của văn bản đã ký."},
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

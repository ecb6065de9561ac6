"""Forms (biểu mẫu) as answers to a request."""

from django.http import HttpResponse

from ntm_portal.lib.lists_out import TYPES, Ending
from ntm_portal.lib.workbooks.forms import Form, write_form


def form_response(form: Form) -> HttpResponse:
    response = HttpResponse(write_form(form), content_type=TYPES[Ending.XLSX])
    response["Content-Disposition"] = f'attachment; filename="{form.name}.xlsx"'
    return response

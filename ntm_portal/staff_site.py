"""The staff page (trang quản trị): Django admin behind the portal's own login."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from ntm_portal.lib.backup.ages import newest_backup


class LongNames(AutocompleteJsonView):
    """Choices of a search field under names that tell namesakes apart, where a model has them."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict:
        result = super().serialize_result(obj, to_field_name)
        return result | {"text": getattr(obj, "long_name", result["text"])}


class StaffSite(AdminSite):
    site_header = "Quản trị cổng nông thôn mới"
    site_title = "Quản trị"
    index_title = "Tài khoản, đơn vị, bộ tiêu chí"
    index_template = "staff/index.html"

    def index(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        folder = settings.BACKUP_DIR
        newest = newest_backup(folder, now=timezone.now()) if folder else None
        return super().index(request, {"newest_backup": newest} | (extra_context or {}))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return LongNames.as_view(admin_site=self)(request)

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """One login page for everyone; a signed-in person without the right sees a 404."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get("next", "/quan-tri/"))

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:  # noqa: FBT001, FBT002
        """As Django's, but a signed-in person without the right learns nothing: 404."""
        inner = super().admin_view(view, cacheable)

        def closed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return closed

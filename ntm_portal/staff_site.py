"""The staff page (trang quản trị): Django admin behind the portal's own login."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse


class StaffSite(AdminSite):
    site_header = "Quản trị cổng nông thôn mới"
    site_title = "Quản trị"
    index_title = "Tài khoản, đơn vị, bộ tiêu chí"

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """One login page for everyone; a signed-in person without the right sees a 404."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get("next", "/quan-tri/"))

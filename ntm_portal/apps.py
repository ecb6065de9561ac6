"""App configuration of the portal's own package and of the staff pages."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "ntm_portal"
    verbose_name = "Cổng nông thôn mới"

    def ready(self) -> None:
        from ntm_portal import checks  # noqa: F401, PLC0415 Django registers them on import


class StaffSiteConfig(AdminConfig):
    """Django admin as the staff page (trang quản trị) under /quan-tri/."""

    default_site = "ntm_portal.staff_site.StaffSite"

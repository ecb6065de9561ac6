from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Phụ lục"

    def ready(self) -> None:
        from reports import checks  # noqa: F401, PLC0415  # Django registers checks at this point

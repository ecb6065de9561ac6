from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "assignments"
    verbose_name = "Phân công"

    def ready(self) -> None:
        """Appendices that print rows of this app."""
        from assignments.models import Responsibility  # noqa: PLC0415  # models are loaded now
        from plans.appendix_list import AppendixName, offer  # noqa: PLC0415

        offer(AppendixName("phan-cong-tieu-chi", "Phân công tiêu chí"), Responsibility.objects.all)

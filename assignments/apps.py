from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "assignments"
    verbose_name = "Phân công"

    def ready(self) -> None:
        """Appendices that print rows of this app."""
        from assignments.models import Responsibility, WorkItem  # noqa: PLC0415  # models are loaded now
        from plans.appendix_list import AppendixName, offer  # noqa: PLC0415

        offer(AppendixName("phu-luc-01", "Phụ lục 01"), WorkItem.objects.all, before="phu-luc-02")
        offer(AppendixName("phan-cong-tieu-chi", "Phân công tiêu chí"), Responsibility.objects.all)

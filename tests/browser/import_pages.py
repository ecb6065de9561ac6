"""Pages of imports for the axe sweep, with an import in every state."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.imports import block, compared, copied, handed_in
from tests.factories.world import World

IMPORT = "/nhap-lieu/{import_ready}/"
IMPORT_PAGES = {
    "imports": ("office", "/nhap-lieu/"),
    "imports-officer": ("officer", "/nhap-lieu/"),
    "imports-nothing-to-bring": ("reader", "/nhap-lieu/"),
    "import-sheet": ("office", "/nhap-lieu/{import_open}/trang/"),
    "import-columns": ("office", f"{IMPORT}cot/"),
    "import-preview": ("office", f"{IMPORT}xem-truoc/"),
    "import-preview-all": ("office", f"{IMPORT}xem-truoc/?xem=tat-ca"),
    "import-working": ("office", "/nhap-lieu/{import_working}/"),
    "import-dead": ("office", "/nhap-lieu/{import_dead}/"),
    "import-failed": ("office", "/nhap-lieu/{import_failed}/"),
    "import-receipt": ("office", "/nhap-lieu/{import_done}/bien-nhan/"),
    "import-undone": ("office", "/nhap-lieu/{import_undone}/bien-nhan/"),
}


def fill_imports(world: World) -> World:
    """Of the office; the preview has cells in many states, and a question."""
    names = [commune.name for commune in world.communes]
    one, other = names[1 % len(names)], names[2 % len(names)]
    text = block(
        ("UBND HUYỆN", "", "", ""),
        ("TT", "Xã", "Tiêu chí 1", "Tiêu chí 2", "Tiêu chí 3", "Ghi chú"),
        ("1", one, "Đạt", "Chưa đạt", "x", "một-từ-dài-không-khoảng-trắng" * 8),
        ("2", other, "Đạt", "hỏng hóc", "x"),
        ("3", "Xã không có ở đâu", "Đạt", "Đạt", "Đạt"),
        ("", "Tổng cộng", "3", "1", "3"),
    )
    opened = handed_in(world.office, text)
    ready = compared(world.office, text, unit=world.district, criteria_set=world.criteria_set)
    tomorrow = timezone.now() + timedelta(days=1)
    world.import_names = {
        "import_open": opened.uuid,
        "import_ready": ready.uuid,
        "import_working": copied(ready, "WRITING", beat_at=tomorrow).uuid,
        "import_dead": copied(ready, "CHECKING", beat_at=tomorrow - timedelta(days=2)).uuid,
        "import_failed": copied(ready, "FAILED", fault="Tệp hỏng. Mở lại rồi lưu.").uuid,
        "import_done": copied(ready, "DONE").uuid,
        "import_undone": copied(ready, "UNDONE").uuid,
    }
    return world

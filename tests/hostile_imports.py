"""The forms and addresses of imports for the sweep of hostile input, with what a person sends."""

from tests.factories.imports import CODE, block, compared, copied, handed_in
from tests.factories.world import World

OPEN, READY = "/nhap-lieu/{open_import}/", "/nhap-lieu/{import}/"
IMPORT_FORMS = {
    "/nhap-lieu/": {"block": "Xã\tTiêu chí 1"},
    f"{OPEN}trang/": {
        "trang": "Khối dán",
        "loai": CODE,
        "criteria_set": "BO-THU",
        "unit": "{district}",
        "day": "01/01/2024",
        "voice": "OFFICE",
    },
    f"{READY}cot/": {"cot-1": "commune", "cot-2": "criterion:1"},
    f"{READY}cot/?tieu-de": {"tieu-de": "1", "dau": "1", "cuoi": "1", "an": ""},
    f"{READY}tra-loi/": {"cau-0": "", "lai": ""},
    f"{READY}ghi/": {"phan-dung": ""},
}
IMPORT_QUERIES = {
    f"{OPEN}trang/": ("loai",),
    f"{READY}xem-truoc/": ("xem", "trang", "muc"),
}


def add_imports(world: World) -> None:
    """One that asks for everything, and one that has been compared."""
    text = block(("Xã", "Tiêu chí 1"), (world.communes[1].name, "Đạt"))
    world.open_import = handed_in(world.office, text)
    ready = compared(world.office, text, unit=world.district, criteria_set=world.criteria_set)
    world.imported = copied(ready, "READY")


def import_names(world: World) -> dict[str, object]:
    return {"open_import": world.open_import.uuid, "import": world.imported.uuid}

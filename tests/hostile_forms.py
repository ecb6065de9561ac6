"""Addresses of forms to fill in Excel for the sweep of hostile input."""

_KEPT = ("ngay", "bo", "loai", "tieng-noi")
FORM_QUERIES = {
    "/bang-tieu-chi/bieu-mau/": (*_KEPT, "don-vi"),
    "/xa/{commune}/bieu-mau/": _KEPT,
}

"""Static files with hashed names, also inside the grid's modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Imports between modules name hashed files too.

    Otherwise a browser would go on using the old modules beside a new grid.js after an upgrade.
    """

    support_js_module_import_aggregation = True

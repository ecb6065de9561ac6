"""How much of a workbook is read, and what the process that reads it may use. Pure."""

from ntm_portal.lib.file_kinds import MOST_BYTES

MOST_PACKED = MOST_BYTES
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 100  # unpacked to packed; a real sheet of 166 × 60 has 16
MOST_PARTS = 2_000  # entries of the zip archive
MOST_SHEETS = 50
MOST_ROWS = 5_000
MOST_COLUMNS = 256
MOST_CHARACTERS = 32_767  # of a cell, as in Excel
# Of the whole workbook: they stand in the memory of the process that asked. A shared text of
# 30,000 letters can stand in a million cells of a file that is small itself.
MOST_CELLS = 200_000
MOST_TEXT = 8_000_000
# A cell beyond the rows or columns that are read is a stray one, far away, when so many empty rows
# or columns lie before it; else the sheet is too big.
FAR_ROWS = 100
FAR_COLUMNS = 10

# Of the process.
MOST_MEMORY = 1024**3
MOST_PROCESSOR_SECONDS = 20
MOST_SECONDS = 30

"""authz.csv: every address × method × relation × state, one column per person.

    python -m tests.trust.authz > tests/trust/authz.csv

A cell is the status of the answer, with a plus where something was written. relation: own, an
object of the district of most of the people; foreign, one of a district where nobody of them is;
nothing, one that does not exist.
"""

import csv
import sys
from pathlib import Path
from typing import TextIO

from tests.trust.doors import LINES
from tests.trust.lines import PERSONAS

FILE = Path(__file__).with_name("authz.csv")
HEADER = ["url", "method", "relation", "state", *PERSONAS]


def write(file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(line.row for line in LINES)


if __name__ == "__main__":
    write(sys.stdout)

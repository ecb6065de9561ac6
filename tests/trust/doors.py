"""Who may do what at every address of the portal: the table behind authz.csv.

A new route needs one `Door` here (see `lines.Door`), most often five lines: its address as the URL
conf writes it, the names of the objects in it, the form that a person would send, and one `On` per
state. An object or a state that the scene does not have yet is one line in `scene.py`. Then:

    python -m tests.trust.authz > tests/trust/authz.csv

and read the new lines: the file says what must be, the test asks the server whether it is.
"""

from itertools import chain

from tests.trust.doors_accounts import ACCOUNTS
from tests.trust.doors_agencies import AGENCY_PAGES, RESPONSIBILITIES
from tests.trust.doors_audit import AUDIT
from tests.trust.doors_contents import CONTENTS
from tests.trust.doors_decisions import DECISIONS
from tests.trust.doors_duties import DUTIES
from tests.trust.doors_figures import FIGURES, REVIEWS
from tests.trust.doors_imports import IMPORTS
from tests.trust.doors_passing import PASSING
from tests.trust.doors_plans import PLANS
from tests.trust.doors_records import EVIDENCE, RECOGNITIONS
from tests.trust.doors_reminders import REMINDERS
from tests.trust.doors_reports import REPORTING
from tests.trust.doors_situations import SITUATIONS
from tests.trust.doors_steps import STEPS
from tests.trust.doors_work import WORK_DOORS
from tests.trust.lines import SIGNED_IN, Door, Line, On, lines_of

FOR_EVERYBODY = [On("", SIGNED_IN, "200")]

CRITERIA = [
    Door("bo-tieu-chi/", get=FOR_EVERYBODY),
    Door(
        "bo-tieu-chi/<slug:code>/",
        parts=["set"],
        public=["set"],
        get=[
            On("in force", SIGNED_IN, "200"),
            On("closed", SIGNED_IN, "200", uses={"set": "closed"}),
        ],
    ),
]

COMMUNES = [*FIGURES, *REVIEWS, *RECOGNITIONS, *EVIDENCE, *PASSING, *DECISIONS]
DOORS: list[Door] = [*ACCOUNTS, *CRITERIA, *COMMUNES, *PLANS, *CONTENTS, *STEPS, *SITUATIONS]
DOORS += [*AGENCY_PAGES, *RESPONSIBILITIES, *REPORTING, *WORK_DOORS, *DUTIES, *REMINDERS, *IMPORTS]
DOORS += AUDIT
LINES: list[Line] = list(chain.from_iterable(map(lines_of, DOORS)))

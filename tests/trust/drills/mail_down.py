"""The mail server is away and comes back, two runs meet: each mail is sent, and once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.assignments.smtp_sink import listening
from tests.trust.drills.stage import ROOT, Portal, private_postgres
from tests.trust.drills.verdict import Verdict

PEOPLE = 40
DAY = "2024-11-28"


def main() -> None:
    verdict = Verdict(f"The mail server is away, then two runs at once for {PEOPLE} people")
    with private_postgres() as database, listening() as sink, TemporaryDirectory() as folder:
        mail = {"HOST": "127.0.0.1", "PORT": str(sink.port), "SECURITY": "", "TIMEOUT": "5"}
        named = {f"NTM_MAIL_{name}": value for name, value in mail.items()}
        portal = Portal(Path(folder), database.url, **named)
        portal.run_python(ROOT / "tests" / "races" / "digests_setup.py", str(PEOPLE))
        portal.manage("collectstatic", "--no-input", "-v0")
        portal.start()
        try:
            sink.is_down = True
            down = portal.manage("send_digests", "--on", DAY, check=False)
            verdict.holds("a run without a server ends with 1", is_so=down.returncode == 1)
            verdict.tell("it says", down.stderr.strip())
            verdict.holds(
                "the portal answers", is_so=portal.browser().get("/dang-nhap/").status == 200
            )
            verdict.bar("mails sent meanwhile", len(sink.addresses), 0)
            sink.is_down = False
            with ThreadPoolExecutor() as pool:
                runs = list(
                    pool.map(
                        lambda _: portal.manage("send_digests", "--on", DAY, check=False), range(2)
                    )
                )
            verdict.tell("ends of two runs at once", [run.returncode for run in runs])
            counts = Counter(sink.addresses)
            verdict.bar("people without a mail", PEOPLE - len(counts), 0)
            verdict.bar("mails sent twice", sum(count - 1 for count in counts.values()), 0)
        finally:
            portal.stop()
    verdict.end()


if __name__ == "__main__":
    main()

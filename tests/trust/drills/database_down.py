"""The database is away for a minute: a page that says so at once, and no hand is needed after."""

import time

from tests.trust.drills.saving import Savers, lost
from tests.trust.drills.stage import IS_FULL, stage
from tests.trust.drills.verdict import Verdict

SECONDS = 60 if IS_FULL else 15
PAGES = ("/", "/bang-tieu-chi/", "/xa/", "/dang-nhap/")


def main() -> None:
    verdict = Verdict(f"The database is away for {SECONDS} s")
    with stage() as (portal, database, world):
        savers = Savers(portal, world, people=4, places=4)
        reader = portal.browser().log_in(world["people"][5], world["password"])
        savers.start()
        time.sleep(2)
        database.stop()
        gone, pages = time.monotonic(), []
        while time.monotonic() - gone < SECONDS:
            pages += [reader.get(page) for page in PAGES[:3]]
            time.sleep(0.2)
        login = portal.browser().get("/dang-nhap/")
        database.start()
        back = time.monotonic()
        while reader.get("/bang-tieu-chi/").status != 200:
            time.sleep(0.05)
        again = time.monotonic() - back
        time.sleep(1)
        outcome = savers.end()
        verdict.tell("pages asked for meanwhile", len(pages))
        verdict.bar("of them not 503", sum(page.status != 503 for page in pages), 0)
        verdict.holds(
            "each has the sentence and Retry-After",
            is_so=all(
                "Hệ thống đang khởi động lại, dữ liệu đã lưu vẫn an toàn" in page.text
                and page.headers.get("retry-after", "").isdigit()
                for page in pages
            ),
        )
        waits = [answer.seconds for answer in [*pages, *outcome.sorry]]
        verdict.bar("longest wait for it, s", max(waits), 5.0)
        verdict.tell("the login page, which asks no database", login.status)
        verdict.tell("saves acknowledged", len(outcome.acknowledged))
        verdict.bar("of them lost", len(lost(database, outcome)), 0)
        verdict.bar("wrong answers", len(outcome.wrong), 0)
        verdict.show(outcome.wrong, portal.log)
        verdict.bar("first page after it is back, s", again, 2.0)
    verdict.end()


if __name__ == "__main__":
    main()

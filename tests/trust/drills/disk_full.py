"""The volume of the evidence is full: files are refused with a sentence, all else goes on."""

import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.trust.drills.saving import SAVE
from tests.trust.drills.stage import stage
from tests.trust.drills.verdict import Verdict

VOLUME = "3m"
TRIES = 6


@contextmanager
def small_volume(folder: Path):
    """A file system of its own. Only root may mount one."""
    folder.mkdir(mode=0o700)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={VOLUME},mode=0700", "tmpfs", folder]
    if subprocess.run(mount, check=False, stderr=subprocess.DEVNULL).returncode:
        sys.exit("This drill mounts a small volume: run it as root.")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def a_pdf(size: int) -> bytes:
    """A whole PDF of that many bytes: one page and a long comment."""
    parts = [b"%PDF-1.4\n"]
    offsets = []
    for number, content in enumerate(
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ),
        start=1,
    ):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    parts.append(b"%" + b"x" * (size - 400) + b"\n")
    start = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"xref\n0 4\n0000000000 65535 f \n" + table)
    parts.append(b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return b"".join(parts)


def main() -> None:
    verdict = Verdict(f"The volume of the evidence is full ({VOLUME})")
    with stage() as (portal, database, world), small_volume(portal.var / "evidence"):
        person = portal.browser().log_in(world["people"][0], world["password"])
        commune, criterion = world["communes"][0], world["criteria"][0]
        place = f"/xa/{commune}/minh-chung/?ngay={world['day']}&bo={world['set']}"
        page = person.get(place).text
        targets = re.findall(r'<option value="([^"]+)"', page)
        answers = [
            person.upload(place, f"quet-{number}.pdf", a_pdf(700_000 + number), target=targets[-1])
            for number in range(TRIES)
        ]
        taken = [one for one in answers if one.status == 302]
        refused = [one for one in answers if one.status != 302]
        verdict.tell("files taken", len(taken))
        verdict.tell("files refused", len(refused))
        verdict.holds("some are taken, some refused", is_so=bool(taken and refused))
        verdict.tell("statuses of the refusals", sorted({one.status for one in refused}))
        said = re.findall(r'role="alert"[^>]*>(?:\s|<[^>]+>)*([^<]+)', refused[-1].text)
        verdict.tell("what is said", said[:1])
        verdict.holds(
            "with a sentence, not with a fault",
            is_so=bool(said) and all(r.status in (422, 507) for r in refused),
        )
        rows = database.ask("SELECT count(*) FROM communes_evidence")[0][0]
        kept = len(list((portal.var / "evidence").iterdir()))
        verdict.bar(
            "rows without a whole file, or files without a row",
            abs(rows - len(taken)) + abs(kept - rows),
            0,
        )
        cell = {"row": commune, "col": criterion, "state": "MET", "version": 0}
        body = {"set": world["set"], "day": world["day"], "cells": [cell]}
        verdict.holds("reading goes on", is_so=person.get("/bang-tieu-chi/").status == 200)
        verdict.holds("saving goes on", is_so=person.post_json(SAVE, body).status == 200)
    verdict.end()


if __name__ == "__main__":
    main()

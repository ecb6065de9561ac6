"""People who save cells without a pause, and what became of what the portal acknowledged."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle
from threading import Event

from tests.trust.drills.people import NO_ANSWER, Answer, Browser

SAVE = "/bang-tieu-chi/luu/"
OTHER = {"MET": "NOT_MET", "NOT_MET": "MET", "NO_DATA": "MET"}
SORRY = (NO_ANSWER, 503)  # what a person may see of an outage


@dataclass
class Outcome:
    """acknowledged: versions told as saved. sorry: answers of an outage. wrong: all others."""

    acknowledged: list[int] = field(default_factory=list)
    conflicts: int = 0
    sorry: list[Answer] = field(default_factory=list)
    wrong: list[Answer] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        self.acknowledged += other.acknowledged
        self.conflicts += other.conflicts
        self.sorry += other.sorry
        self.wrong += other.wrong
        self.seconds += other.seconds


class Savers:
    """One person per place (commune, criterion); several may share one."""

    def __init__(self, portal, world: dict, *, people: int, places: int) -> None:
        self.world, self.stop = world, Event()
        pairs = [(c, r) for c in world["communes"] for r in world["criteria"]][:places]
        logins = world["people"][:people]
        with ThreadPoolExecutor(4) as pool:
            self.browsers = list(
                pool.map(lambda name: portal.browser().log_in(name, world["password"]), logins)
            )
        self.people = list(zip(self.browsers, cycle(pairs)))
        self.outcomes = [Outcome() for _ in self.people]
        self.pool = ThreadPoolExecutor(len(self.people))

    def start(self, *, each: int | None = None) -> None:
        """Until `end`, or until everybody has `each` acknowledged saves."""
        self.running = [
            self.pool.submit(self._save, browser, place, outcome, each)
            for (browser, place), outcome in zip(self.people, self.outcomes, strict=True)
        ]

    def end(self) -> Outcome:
        self.stop.set()
        return self.wait()

    def wait(self) -> Outcome:
        total = Outcome()
        for running, outcome in zip(self.running, self.outcomes, strict=True):
            running.result()
            total.add(outcome)
        return total

    @property
    def count(self) -> int:
        return sum(len(outcome.acknowledged) for outcome in self.outcomes)

    def _save(self, browser: Browser, place: tuple, outcome: Outcome, each: int | None) -> None:
        state, version, tries = "NO_DATA", 0, 0
        while not self.stop.is_set() and (each is None or len(outcome.acknowledged) < each):
            cell = {"row": place[0], "col": place[1], "state": OTHER[state], "version": version}
            body = {"set": self.world["set"], "day": self.world["day"], "cells": [cell]}
            answer = browser.post_json(SAVE, body)
            if answer.status == 200:
                saved = answer.json()["saved"][0]
                outcome.acknowledged.append(saved["version"])
                outcome.seconds.append(answer.seconds)
                state, version, tries = saved["state"], saved["version"], 0
            elif answer.status == 409:
                now = answer.json()["conflicts"][0]
                outcome.conflicts += 1
                state, version, tries = now["state"], now["version"], tries + 1
                time.sleep(random.uniform(0, 0.02 * min(tries, 10)))
            elif answer.status in SORRY:
                outcome.sorry.append(answer)
                time.sleep(0.1)
            else:
                outcome.wrong.append(answer)
                time.sleep(0.1)


def lost(database, outcome: Outcome) -> list[int]:
    """Acknowledged versions that are not in the log."""
    there = {pk for (pk,) in database.ask("SELECT id FROM communes_statusentry")}
    return sorted(set(outcome.acknowledged) - there)

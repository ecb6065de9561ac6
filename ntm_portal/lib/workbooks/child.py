"""The process in which handed-in files are opened: python -I -B child.py JOB < frame > reply.

It knows no Django, no settings and no secret, opens no file for writing, and dies of its own
limits before it can be a burden. See `apart` for who starts it and for what is asked and answered.
"""

import os
import resource
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def limit_this_process() -> None:
    """Before anything is read. Memory, time, no dump of a crash, no file, no further process."""
    from ntm_portal.lib.workbooks import limits  # noqa: PLC0415  # the path is set in main

    seconds = limits.MOST_PROCESSOR_SECONDS
    for what, most in (
        (resource.RLIMIT_AS, (limits.MOST_MEMORY, limits.MOST_MEMORY)),
        (resource.RLIMIT_CPU, (seconds, seconds + 1)),
        (resource.RLIMIT_CORE, (0, 0)),
        (resource.RLIMIT_FSIZE, (0, 0)),
        (resource.RLIMIT_NPROC, (0, 0)),
    ):
        resource.setrlimit(what, most)
    os.nice(10)  # people who open pages come first


def main() -> None:
    sys.path.insert(0, str(ROOT))
    limit_this_process()
    from ntm_portal.lib.workbooks.jobs import answer  # noqa: PLC0415  # within the limits

    reply = answer(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(reply)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

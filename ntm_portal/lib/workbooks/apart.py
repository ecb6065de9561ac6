"""Handed-in files are opened in a process of their own, with limits (docs/adr/0022)."""

import logging
import subprocess
import sys
from pathlib import Path
from typing import Literal

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.limits import MOST_SECONDS

_CHILD = Path(__file__).with_name("child.py")
_MOST_LOGGED = 2_000
logger = logging.getLogger(__name__)


def ask_child(job: Literal["book", "delimited", "mark"], content: bytes) -> bytes:
    """What the child answers. Raises Refused with its sentence, or with ours when it died.

    The child gets the content through a pipe, no environment, and no open file of this process.
    """
    command = [sys.executable, "-I", "-B", str(_CHILD), job]
    try:
        ended = subprocess.run(  # noqa: S603  # our own program
            command,
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as late:
        raise Refused(refusing.TOO_HEAVY) from late
    reply = ended.stdout
    if ended.returncode == 0 and reply.startswith(b"="):
        return reply[1:]
    if ended.returncode == 0 and reply.startswith(b"!"):
        raise Refused(reply[1:].decode())
    logger.warning(
        "A handed-in file ended its reader (%s): %s",
        ended.returncode,
        ended.stderr[-_MOST_LOGGED:].decode(errors="replace"),
    )
    killed = ended.returncode < 0  # by its limits
    raise Refused(refusing.TOO_HEAVY) if killed else refusing.broken()

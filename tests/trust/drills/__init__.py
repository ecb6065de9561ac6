"""Fault drills: a real gunicorn, a private PostgreSQL on loopback, broken on purpose.

`make drills` runs all of them, `DRILLS=full make drills` at the sizes of the bars; one alone:

    .venv/bin/python -m tests.trust.drills.database_restart

Each prints one line per figure and exits 0 only when its bar holds.
"""

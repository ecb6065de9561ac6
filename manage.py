#!/usr/bin/env python
"""Django's command line for the NTM portal."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
    # A migration or a backup may take longer than a page (.env.example).
    os.environ.setdefault("NTM_QUERY_SECONDS", "0")
    from django.core.management import execute_from_command_line

    from ntm_portal.lib.audit.acting import acting_by_command, speak_for_process

    speak_for_process(acting_by_command(sys.argv))
    execute_from_command_line(sys.argv)

"""Django's two database backends, which tell the audit triggers who acts.

A backend, not a middleware: every connection has it, also those of commands, shells and threads.
"""

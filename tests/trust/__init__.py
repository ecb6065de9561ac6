"""A package, so that its modules share the one scene of conftest.py."""

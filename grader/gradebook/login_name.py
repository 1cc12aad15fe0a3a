"""Who gives a command, as the gradebook writes it beside what was done."""

from __future__ import annotations

import getpass
import os


def login_name() -> str:
    """The login name, or the number of a user that has none, as in a container: ``user 1000``."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # which one depends on the system and the Python
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "user without a name"

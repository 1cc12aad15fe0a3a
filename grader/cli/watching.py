"""``grader check --watch``: check again whenever a file of the work changes.

Each check is a process of its own: it reads everything anew, and what one run loaded is not seen by the next.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from grader import messages
from grader.cli import terminal
from grader.errors import UsageError

_DEBOUNCE_MS = 300
"""Editors write a file in several steps: it is checked when nothing has changed for this long."""


def watch(folder: Path, arguments: Sequence[str]) -> None:
    """Check once, and again after every change below a folder, until the user ends it.

    Parameters
    ----------
    folder : Path
        What is watched. Caches, hidden files and copies of Jupyter do not count.
    arguments : sequence of str
        What ``grader check`` gets.

    Raises
    ------
    UsageError
        The package that tells of changes is not installed.
    """
    try:
        import watchfiles
    except ImportError:
        command = pip_command("watchfiles")
        raise UsageError(messages.say("check.no_watchfiles", command=command)) from None
    try:
        _check(folder, arguments)
        for _ in watchfiles.watch(folder, debounce=_DEBOUNCE_MS, raise_interrupt=True):
            _check(folder, arguments)
    except KeyboardInterrupt:
        terminal.say()


def pip_command(requirement: str) -> str:
    """The command that installs a package for the Python that runs this."""
    return shlex.join([Path(sys.executable).name, "-m", "pip", "install", requirement])


def _check(folder: Path, arguments: Sequence[str]) -> None:
    terminal.clear_screen()
    terminal.paragraph(messages.say("check.watching", folder=folder), f"{time.strftime('%H:%M:%S')} ")
    terminal.say()
    # -P: a folder named grader beside the work is not taken for this program.
    subprocess.run([sys.executable, "-P", "-m", "grader", "check", *arguments], check=False)

"""What the README of a handout tells a student besides the statement, in Markdown; and what making it says."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "handout.heading": "## How to work on it",
    "handout.read": "Formulas look best in `statement.html`: open it in a browser. It is this text and needs no "
    "network.",
    "handout.install": "1. **Install.** You need Python 3.11 or newer, on Linux, macOS or Windows, and the file "
    "`{wheel}` from your teachers. In a terminal, in the folder of that file: `{command}`.",
    "handout.write": "2. **Write.** Fill in `{module}`. You can also write in a notebook named `{notebook}` in this "
    "folder; then leave `{module}` as it is.",
    "handout.write_several": "2. **Write.** Fill in {modules}.",
    "handout.check": "3. **Check.** In this folder: `grader check`. It runs the tests in `public/` on your work and "
    "takes a few seconds. `grader check --watch` checks again after every change, and `grader check --debug "
    "{function}` lets you use `print()` and `breakpoint()`.",
    "handout.hand_in": "4. **Hand in.** Hand in {modules}, at the place that your teachers named. If your code needs "
    "other files, hand in the whole folder as a `.zip`. Hidden tests grade it: they look further than the public ones.",
    "handout.torch": "Optional, for the examples in the section *In PyTorch*: `python -m pip install torch`. The "
    "tests do not need it.",
    "handout.taken": "{folder}: already there, and a handout overwrites nothing: {names}. Name another folder.",
    "handout.or_notebook": "`{module}` (or the notebook)",
}
"""Sentences by id."""

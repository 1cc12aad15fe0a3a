"""Which file of a submission counts."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "intake.notebook_counts": "{notebook} counts: {file} beside it is the starter as it was handed out.",
    "intake.work_counts": "{work} counts. Still as it was handed out: {starters}.",
    "intake.other_work": "Is this the right file? It defines functions of the assignment '{other}', "
    "and none of this one.",
    "intake.which_work": "Both {file} and {notebook} hold work. Which one counts? Leave that one, and take the other "
    "out of the folder.",
    "intake.which_notebook": "{file} is the starter as it was handed out, and several notebooks hold work: "
    "{notebooks}. Which one counts? Leave that one in the folder.",
}
"""Sentences by id."""

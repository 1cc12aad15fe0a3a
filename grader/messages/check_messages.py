"""What ``grader check`` says besides the results of tests."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "check.heading.handout": "the handout's public tests in {folder}",
    "check.heading.course": "the course's public tests in {folder}",
    "check.unwritten": "Not written yet: {functions}.",
    "check.start": "Start with {function}: {place}.",
    "check.line": "(line {line})",
    "check.cell": "(cell {cell}, line {line})",
    "check.count": "{good} of {tests} public tests pass.",
    "check.points.one": "1 point",
    "check.points.many": "{n} points",
    "check.decided": "How many of the {points} points you get is decided with hidden tests.",
    "check.decided.timed": "Speed and memory give more.",
    "check.hidden_tests": "They look further: other sizes, extreme values, every task.",
    "check.no_library": "This assignment needs {name}, and this Python does not have it. Install it: {command}",
    "check.no_handout": "{path}: no assignment.toml with public tests there or above. Go to the folder you got for the "
    "assignment, or name the assignment with -a.",
    "check.is_a_test": "{path} is a test, not your work. Name the file you wrote: {command}",
    "check.no_work": "{path}: there is no {module}. Put your work there, or name your file: {command}",
    "check.name_one": "To check one of them as it is: {command}",
    "check.alone": "{name} was checked alone, its folder cannot be handed in: {reason}",
    "check.watching": "Watching {folder}: every change is checked. Ctrl-C ends this.",
    "check.watch_once": "--watch prints to a terminal, again and again: take out {option}.",
    "check.no_watchfiles": "--watch needs the package watchfiles, and this Python does not have it. Install it: "
    "{command}",
}
"""Sentences by id."""

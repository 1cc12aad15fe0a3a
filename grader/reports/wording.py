"""What the pages call things: a symbol and a phrase per verdict and ending, so that colour is never alone."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from grader.model import Device, Ending, Verdict, Visibility

Tone = Literal["good", "bad", "calm"]


class Wording(NamedTuple):
    """How a verdict is shown. ``calm`` is for work that is not there yet: no reproach."""

    symbol: str
    phrase: str
    tone: Tone
    short: str
    """For counts over a class: ``4 wrong, 1 time limit``."""
    fallback: str
    """What happened, where the record holds no message."""


WORDING: Final[dict[Verdict, Wording]] = {
    Verdict.PASSED: Wording("✓", "Passed", "good", "passed", ""),
    Verdict.FAILED: Wording(
        "✗",
        "Not right yet",
        "bad",
        "wrong",
        "The answer differs from the expected one. The course tells no more.",
    ),
    Verdict.ERROR: Wording("!", "Your code raised an error", "bad", "error", "It stopped with an exception."),
    Verdict.TIMEOUT: Wording(
        "◷", "Time limit reached", "bad", "time limit", "It was still running when its time was up."
    ),
    Verdict.MEMORY: Wording(
        "▦", "Memory limit reached", "bad", "memory limit", "It asked for more memory than it may use."
    ),
    Verdict.CRASHED: Wording(
        "↯", "The process ended", "bad", "process ended", "Python ended before the test was over."
    ),
    Verdict.FORBIDDEN: Wording(
        "⊘", "Not allowed here", "bad", "not allowed", "It used something that this task rules out."
    ),
    Verdict.MISSING: Wording(
        "?", "Function not found", "calm", "not found", "Your file has no function of this name."
    ),
    Verdict.NOT_IMPLEMENTED: Wording(
        "○", "Not written yet", "calm", "not written", "It still raises `NotImplementedError`."
    ),
    Verdict.NOT_RUN: Wording("–", "Not run", "calm", "not run", "This test waits for another one to pass."),
    Verdict.GRADER_ERROR: Wording(
        "⚙",
        "Problem on our side",
        "calm",
        "grader failed",
        "The grader failed here, not you. Your teachers have been told.",
    ),
}

REVEALED: Final[dict[Visibility, str]] = {
    "visible": "",
    "after_due_date": "hidden until the due date has passed",
    "after_published": "hidden until the grades are published",
    "hidden": "hidden",
}

LIMITS: Final[dict[str, str]] = {
    "timeout_s": "{} s of CPU time per call",
    "submission_s": "{} s for all tests together",
    "memory_mib": "{} MiB of memory",
    "output_mib": "{} MiB of printed output",
    "reply_mib": "{} MiB per returned value",
    "callbacks": "{} callbacks per call",
}

ISOLATION: Final[dict[int, str]] = {
    3: "level 3: own namespaces and file system, filtered system calls",
    2: "level 2: own user, no writable files, filtered system calls",
    1: "level 1: filtered system calls and limits",
    0: "level 0: a separate process with limits",
}


class EndingWording(NamedTuple):
    """How the end of a timing is shown; ``{device}`` is where it was to run."""

    symbol: str
    phrase: str
    tone: Tone
    short: str
    """For tables: ``no GPU here``."""
    fallback: str
    """What it means, where the record holds no message."""


ENDINGS: Final[dict[Ending, EndingWording]] = {
    "judged": EndingWording("◆", "Timed", "good", "timed", ""),
    "not run": EndingWording(
        "–",
        "Not timed: the answer is not right yet",
        "calm",
        "not timed",
        "Speed counts once every test of this task passes. Mend the answer first.",
    ),
    "forbidden": EndingWording(
        "⊘",
        "Not allowed here",
        "bad",
        "not allowed",
        "Your code did something that the rules of this task exclude.",
    ),
    "failed": EndingWording(
        "✗",
        "No speed that counts",
        "bad",
        "failed",
        "With the inputs that are timed, the result was wrong or did not come.",
    ),
    "faster than possible": EndingWording(
        "?",
        "Faster than possible",
        "calm",
        "faster than possible",
        "The points for right answers are yours. No function can do this work so fast on this machine, so your "
        "teachers look at it before speed and memory give points.",
    ),
    "disturbed": EndingWording(
        "≈",
        "Not graded: the machine was too noisy",
        "calm",
        "too noisy",
        "Too much else ran on this machine to time anything fairly. It has to be timed again.",
    ),
    "no device": EndingWording(
        "○",
        "Not graded on {device}: there is none here",
        "calm",
        "no {device} here",
        "Nothing is lost: its points are left out of the maximum.",
    ),
    "uncalibrated": EndingWording(
        "…",
        "Correctness and evidence only",
        "calm",
        "no tiers yet",
        "Nobody has measured yet what can be reached on such a {device}, so speed has no tiers here.",
    ),
}

DEVICES: Final[dict[Device, str]] = {"cpu": "CPU", "cuda": "GPU"}

NEVER_COUNTED: Final[frozenset[Ending]] = frozenset({"disturbed", "no device"})
"""Endings that are neither points nor missing ones."""

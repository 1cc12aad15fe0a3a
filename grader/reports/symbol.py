"""A symbol and a tone for each verdict and each ending of a timing, so that colour is never alone."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from grader.model import Ending, Verdict

Tone = Literal["good", "bad", "calm"]


class Symbol(NamedTuple):
    """``calm`` is for work that is not there yet: no reproach."""

    sign: str
    tone: Tone


VERDICT_SYMBOLS: Final[dict[Verdict, Symbol]] = {
    Verdict.PASSED: Symbol("✓", "good"),
    Verdict.FAILED: Symbol("✗", "bad"),
    Verdict.ERROR: Symbol("!", "bad"),
    Verdict.TIMEOUT: Symbol("◷", "bad"),
    Verdict.MEMORY: Symbol("▦", "bad"),
    Verdict.CRASHED: Symbol("↯", "bad"),
    Verdict.FORBIDDEN: Symbol("⊘", "bad"),
    Verdict.MISSING: Symbol("?", "calm"),
    Verdict.NOT_IMPLEMENTED: Symbol("○", "calm"),
    Verdict.NOT_RUN: Symbol("–", "calm"),
    Verdict.GRADER_ERROR: Symbol("⚙", "calm"),
}

ENDING_SYMBOLS: Final[dict[Ending, Symbol]] = {
    "judged": Symbol("◆", "good"),
    "not run": Symbol("–", "calm"),
    "forbidden": Symbol("⊘", "bad"),
    "failed": Symbol("✗", "bad"),
    "faster than possible": Symbol("?", "calm"),
    "disturbed": Symbol("≈", "calm"),
    "no device": Symbol("○", "calm"),
    "uncalibrated": Symbol("…", "calm"),
}

"""What the clock and the report make of right answers in styles that no tier was written for.

``python -m benchmarks.styles`` grades each file of ``benchmarks/styles/EXERCISE/``. The docstring of a file says which
tier its author expected (``tier:``) and which sentences of the report would be right for it (``advice:``, phrases
with ``|`` between). The table has a row per file, and counts whose tier and whose advice was another one.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figure import say
from grader.course import Course, find_course
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Trial, Work
from grader.intake import Submission
from grader.model import PerformanceResult, Record, SourceFile

ROOT = Path(__file__).parents[1]
STYLES = Path(__file__).parent / "styles"
_FIELD = r"^{name}: (.+?)(?=^\w+: |\Z)"


@dataclass(frozen=True, slots=True)
class Style:
    """A right answer, and what its author expected of the report."""

    exercise: str
    name: str
    text: str
    tier: str
    """The highest tier that it should reach; ``none`` for none."""
    advice: tuple[str, ...]
    """Phrases of sentences that are right for it; empty where none is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the report said of a style."""

    style: Style
    ending: str
    score: float | None
    tier: str
    sentences: tuple[str, ...]
    """The next step and the remarks; empty where every tier and limit was reached."""

    @property
    def tier_right(self) -> bool:
        """Whether the highest tier reached is the one expected."""
        return self.ending == "judged" and self.tier == self.style.tier

    @property
    def advice_right(self) -> bool:
        """Whether one of the sentences is right for the style, or none was needed and none given."""
        if not self.style.advice:
            return not self.sentences
        return any(phrase in sentence for phrase in self.style.advice for sentence in self.sentences)


def read_styles(exercise: str) -> list[Style]:
    """The styles of an exercise.

    Parameters
    ----------
    exercise : str
        Id of the assignment.

    Raises
    ------
    ValueError
        A file does not say what was expected of it.
    """
    return [_read(exercise, path) for path in sorted((STYLES / exercise).glob("*.py"))]


def _read(exercise: str, path: Path) -> Style:
    text = path.read_text(encoding="utf-8")
    words = ast.get_docstring(ast.parse(text)) or ""
    fields = [
        re.search(_FIELD.format(name=name), words, re.MULTILINE | re.DOTALL) for name in ("tier", "advice")
    ]
    if None in fields:
        raise ValueError(f"{path} does not say 'tier:' and 'advice:' in its docstring.")
    tier, advice = (" ".join(found[1].split()) for found in fields if found)
    phrases = () if advice == "none" else tuple(phrase.strip() for phrase in advice.split("|"))
    return Style(exercise=exercise, name=path.stem, text=text, tier=tier, advice=phrases)


def outcomes(course: Course, exercise: str) -> Iterator[Outcome]:
    """Grade every style of an exercise.

    Parameters
    ----------
    course : Course
    exercise : str

    Yields
    ------
    Outcome
        In the order in which they end.
    """
    assignment = course.assignment(exercise)
    with LocalExecutor(course, assignment, 1) as executor:
        futures = {}
        for style in read_styles(exercise):
            file = SourceFile(name=assignment.settings.module, text=style.text)
            submission = Submission(student=style.name, origin=style.name, sha256="", files=(file,))
            work = Work(submission=submission, trial=Trial(salt="style", timed=True))
            futures[executor.submit(work)] = style
        for future in as_completed(futures):
            yield _outcome(futures[future], future.result())


def _outcome(style: Style, record: Record) -> Outcome:
    timed = [result for result in record.report.performance if result.device == "cpu"]
    if not timed:
        wrong = ", ".join(sorted({test.name for test in record.report.tests if test.verdict != "passed"}))
        return Outcome(style, f"not timed: {wrong}", None, "none", ())
    (result,) = timed
    reached = [tier.name for tier in result.tiers if tier.state == "reached"]
    return Outcome(style, result.ending, result.score, reached[-1] if reached else "none", _sentences(result))


def _sentences(result: PerformanceResult) -> tuple[str, ...]:
    missed = any(tier.state == "missed" for tier in result.tiers)
    remarks = (
        each.message for each in result.evidence if each.measured is not None and each.measured > each.most
    )
    return (*([result.message] if missed else []), *remarks)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row per style and a line per exercise; return 1 if a right answer was not judged."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.styles", description=__doc__)
    parser.add_argument("assignments", nargs="*", help="all that have styles, if none is named")
    options = parser.parse_args(arguments)
    course = find_course(str(ROOT))
    exercises = options.assignments or sorted(path.name for path in STYLES.iterdir() if path.is_dir())
    unjudged = 0
    for exercise in exercises:
        found = []
        for outcome in outcomes(course, exercise):
            found.append(outcome)
            say(f"{exercise}: {len(found)} styles")
        for outcome in sorted(found, key=lambda each: each.score or 0.0):
            print(_row(outcome), flush=True)
        unjudged += sum(outcome.ending != "judged" for outcome in found)
        tiers, advice = (
            sum(each) for each in ([o.tier_right for o in found], [o.advice_right for o in found])
        )
        print(
            f"{exercise}: {len(found)} styles, tier as expected {tiers}, advice right {advice}\n", flush=True
        )
    return 1 if unjudged else 0


def _row(outcome: Outcome) -> str:
    score = "    –" if outcome.score is None else f"{outcome.score:5.2f}"
    tier = outcome.tier if outcome.tier_right else f"{outcome.tier} (expected {outcome.style.tier})"
    said = (
        "advice right" if outcome.advice_right else f"advice wrong: {' / '.join(outcome.sentences) or 'none'}"
    )
    ending = "" if outcome.ending == "judged" else f" {outcome.ending};"
    return f"  {outcome.style.name:<28}{score} {ending} {tier}; {said}"


if __name__ == "__main__":
    sys.exit(main())

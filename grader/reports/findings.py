"""The cards of a student's page: tests that failed for the same reason, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from grader.failure_groups import ABSENT, FailureGroup, FailurePile, failure_piles, is_definition
from grader.intake.left_out import where_left_out
from grader.messages import say, say_count
from grader.messages.breakpoints import is_breakpoint
from grader.model import Mistake, Report, TaskResult, TestResult, Verdict
from grader.phrases import points_of, verdict_message, verdict_phrase
from grader.reports.listing import LineLink, Sources
from grader.reports.symbol import VERDICT_SYMBOLS, Tone

_KEPT_WHOLE: Final = 9
"""Lines up to which a printed card is not broken: more would leave too much of a page empty."""

_TITLES: Final = 3
"""Tests that are listed; more of them are folded."""
_FUNCTIONS: Final = 4
"""Functions that a heading names; of more it gives the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A card: tests that were not passed for the same reason."""

    anchor: str
    verdict: Verdict
    mistake: Mistake | None
    tasks: tuple[TaskResult, ...]
    """The tasks of its tests."""
    points: str
    """``0 of 4 points``, of all its tasks together; empty where they are withheld."""
    message: str
    """What happened; empty where a mistake explains it."""
    hint: str
    advice: tuple[str, ...]
    lines: tuple[LineLink, ...]
    at_definition: bool
    """Whether the lines only tell where the function begins."""
    example: TestResult | None
    """The test that is told in full: a public one where there is one, since its values can be followed."""
    tests: tuple[TestResult, ...]
    """Its other tests."""
    beside: tuple[TestResult, ...] = ()
    """Wrong results of the mistake's task for which no mistake was found."""
    whole: bool = False
    """Whether it stands for every test of the page."""
    lost: float = 0.0
    """Points of its tests that were not earned."""
    size: int
    """How many tests failed for its reason."""
    left_out: tuple[str, ...] = ()
    """Of its functions that are not there: the cells in which they stand, and which were left out."""
    is_breakpoint: bool = False
    """Whether a forgotten breakpoint stopped them."""

    @property
    def tone(self) -> Tone:
        return VERDICT_SYMBOLS[self.verdict].tone

    @property
    def phrase(self) -> str:
        return say("verdict.breakpoint.phrase") if self.is_breakpoint else verdict_phrase(self.verdict)

    @property
    def is_absent(self) -> bool:
        """Whether it stands for functions that are not there."""
        return self.verdict in ABSENT

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions to name in its heading."""
        names = tuple(task.function for task in self.tasks)
        return names if len(names) <= _FUNCTIONS else ()

    @property
    def all_functions(self) -> tuple[str, ...]:
        return tuple(task.function for task in self.tasks)

    @property
    def count(self) -> str:
        """``in all 11 tests``, or how many functions it is about, where the heading names none."""
        if self.whole:
            return say_count("card.all_tests", self.size)
        return "" if self.functions else say_count("card.functions", len(self.tasks))

    @property
    def folded(self) -> bool:
        """Whether the titles of its tests are behind a line that opens."""
        return len(self.tests) > _TITLES or self.mistake is not None

    @property
    def summary(self) -> str:
        """What stands for the folded tests."""
        if self.verdict is Verdict.NOT_RUN:
            return say_count("card.not_run", len(self.tests))
        return say_count("card.explains" if self.mistake else "card.same", len(self.tests))

    @property
    def absent_note(self) -> str:
        """What to do about functions that are not there; empty where the cell of each is known."""
        if self.left_out and len(self.left_out) == len(self.tasks):
            return ""
        return say("card.absent.others" if self.left_out else f"card.absent.{self.verdict}")

    @property
    def place_label(self) -> str:
        return say(
            "card.function" if self.at_definition else f"card.line{'s' if len(self.lines) > 1 else ''}"
        )

    @property
    def long(self) -> bool:
        """Whether its card may go on on the next page in print."""
        told = [*self.tests, *self.beside, *([self.example] if self.example else [])]
        texts = [self.mistake.sentence] if self.mistake else []
        texts += [self.message, self.hint, *self.advice, *(line.code for line in self.lines)]
        texts += [text for test in told for text in (test.title, test.detail, test.output)]
        return sum(map(_height, texts)) > _KEPT_WHOLE


def _height(text: str) -> int:
    """Lines that a text takes on paper, roughly."""
    return sum(1 + len(line) // 80 for line in text.splitlines())


def findings(
    report: Report, sources: Sources, points: Mapping[str, tuple[float, float]]
) -> tuple[Finding, ...]:
    """The cards of a report, what to correct first in front.

    Parameters
    ----------
    report : Report
    sources : Sources
        Where the lines are; they are marked.
    points : mapping
        Points of each task that may be shown, by its id: earned and possible.
    """
    tasks = {task.id: task for task in report.tasks}
    whole = _is_whole(report)
    piles = failure_piles(report)
    made = [
        _finding(pile, n, report, sources, tasks, points, whole=whole)
        for n, pile in enumerate(piles, start=1)
    ]
    return (*made, *_not_run(report, tasks, len(made) + 1))


def _is_whole(report: Report) -> bool:
    """Whether one problem stopped every test of several tasks, such as a file that cannot be imported."""
    verdicts = {test.verdict for test in report.tests}
    reasons = {(test.verdict, test.message) for test in report.tests}
    hidden = any(test.visibility != "visible" for test in report.tests)
    alone = len(reasons) == 1 and len({test.task for test in report.tests}) > 1
    return alone and not hidden and VERDICT_SYMBOLS[verdicts.pop()].tone == "bad"


def _finding(
    pile: FailurePile, number: int, report: Report, sources: Sources, tasks: Mapping[str, TaskResult],
    points: Mapping[str, tuple[float, float]], *, whole: bool,
) -> Finding:  # fmt: skip
    group = pile.group
    own = [tasks.get(task) or unlisted_task(task) for task in group.tasks]
    example = None if whole or group.is_absent else _example(pile)
    told = () if whole or group.is_absent else group.tests
    lines = tuple(sources.link(line) for line in group.lines)
    message = "" if group.mistake or group.is_absent else verdict_message(group.first)
    others = tuple(test for test in told if test is not example)
    stopped = _is_breakpoint(group, lines, report)
    if stopped:  # one sentence for all of them
        message = say("verdict.breakpoint.meaning", function=own[0].function)
        example = example and replace(example, message=message, detail="")
        others = tuple(replace(test, message=message, detail="") for test in others)
    return Finding(
        anchor=f"finding-{number}",
        verdict=group.first.verdict,
        mistake=group.mistake,
        tasks=tuple(own),
        points=_points([task.id for task in own], points),
        message=message,
        hint=_hint(group, lines),
        advice=()
        if group.is_absent or whole
        else tuple(dict.fromkeys(a for task in own for a in task.advice)),
        lines=lines,
        at_definition=all(is_definition(line, report.sources) for line in group.lines),
        example=example,
        tests=others,
        beside=tuple(test for test in pile.beside if test is not example),
        whole=whole,
        lost=group.points_lost,
        size=len(group.tests),
        is_breakpoint=stopped,
        left_out=_left_out(group, own, report),
    )


def _left_out(group: FailureGroup, own: Iterable[TaskResult], report: Report) -> tuple[str, ...]:
    if group.first.verdict is not Verdict.MISSING:
        return ()
    found = (where_left_out(task.function, report.sources, report.notices) for task in own)
    return tuple(filter(None, found))


def _is_breakpoint(group: FailureGroup, lines: Sequence[LineLink], report: Report) -> bool:
    """What one test of a function is told of a breakpoint holds for those that are told less."""
    if group.first.verdict is not Verdict.FORBIDDEN:
        return False
    refused = [
        test
        for test in report.tests
        if test.task in group.tasks and test.verdict is Verdict.FORBIDDEN and test.visibility == "visible"
    ]
    texts = [text for test in refused for text in (test.message, test.detail)]
    return is_breakpoint(texts, [line.code for line in lines])


def unlisted_task(id_: str) -> TaskResult:
    """What stands for a task that a report has tests of and does not list."""
    return TaskResult(id=id_, function=id_, title="", points=0, max_points=0)


def _hint(group: FailureGroup, lines: Sequence[LineLink]) -> str:
    """What to try. The hints of tests are about values, so they do not help where a loop does not end."""
    endless = group.first.verdict is Verdict.TIMEOUT and any(line.code.startswith("while") for line in lines)
    return say("card.endless") if endless else group.hint


def _example(pile: FailurePile) -> TestResult | None:
    """The first public test; of a group without a mistake, a test that is alone."""
    public = [test for test in (*pile.group.tests, *pile.beside) if test.origin == "public"]
    if public:
        return public[0]
    return pile.group.first if len(pile.group.tests) == 1 and not pile.group.mistake else None


def _points(tasks: Iterable[str], points: Mapping[str, tuple[float, float]]) -> str:
    own = [points.get(task) for task in tasks]
    known = [pair for pair in own if pair]
    if len(known) < len(own) or not sum(most for _, most in known):
        return ""
    return points_of(sum(earned for earned, _ in known), sum(most for _, most in known))


def _not_run(report: Report, tasks: Mapping[str, TaskResult], number: int) -> list[Finding]:
    """One card for all tests that were not run."""
    waiting = [t for t in report.tests if t.verdict is Verdict.NOT_RUN and t.visibility == "visible"]
    if not waiting:
        return []
    ids = dict.fromkeys(test.task for test in waiting)
    messages = {verdict_message(test) for test in waiting}
    alone = waiting[0] if len(waiting) == 1 else None
    return [
        Finding(
            anchor=f"finding-{number}",
            verdict=Verdict.NOT_RUN,
            mistake=None,
            tasks=tuple(tasks[task] for task in ids if task in tasks),
            points="",
            message=messages.pop() if len(messages) == 1 else "",
            hint="",
            advice=(),
            lines=(),
            at_definition=False,
            example=alone,
            tests=() if alone else tuple(waiting),
            size=len(waiting),
        )
    ]

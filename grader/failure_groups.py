"""The failures of a report as pages and exports tell them: one entry for each mistake, with the tests it explains."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.hint_choice import with_chosen_hints
from grader.messages import join_sentences, say, say_count
from grader.model import CodeLine, Mistake, Report, SourceFile, TestResult, Verdict
from grader.phrases import verdict_message, verdict_phrase

ABSENT = {Verdict.NOT_IMPLEMENTED: "export.unwritten", Verdict.MISSING: "export.not_found"}
"""Functions that are not there: one entry for each verdict."""

_QUIET = (Verdict.PASSED, Verdict.NOT_RUN)

_WITH_HINTS = (Verdict.FAILED, Verdict.ERROR)

_DEFINITION = re.compile(r"\s*(?:(?:async\s+)?def|class)\b")


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Visible tests that were not passed for the same reason."""

    tests: tuple[TestResult, ...]
    functions: tuple[str, ...]
    """The functions of their tasks."""
    lines: tuple[CodeLine, ...] = ()
    """Where to look: the statement at fault where it is known, else where the function is defined."""

    @property
    def first(self) -> TestResult:
        return self.tests[0]

    @property
    def mistake(self) -> Mistake | None:
        return self.first.mistake

    @property
    def is_unwritten(self) -> bool:
        return self.first.verdict is Verdict.NOT_IMPLEMENTED

    @property
    def is_absent(self) -> bool:
        """Whether its functions are not written, or not found."""
        return self.first.verdict in ABSENT

    @property
    def tasks(self) -> tuple[str, ...]:
        """The ids of their tasks."""
        return tuple(dict.fromkeys(test.task for test in self.tests))

    @property
    def sentence(self) -> str:
        """What is wrong, and how many tests it explains, if they are several."""
        if self.is_absent:
            return say(ABSENT[self.first.verdict], functions=", ".join(self.functions))
        if self.mistake:
            return join_sentences(self.mistake.sentence, self._explained())
        return join_sentences(verdict_message(self.first), self._explained())

    @property
    def title(self) -> str:
        """The tasks, and the test where it is one."""
        if self.is_absent:
            return verdict_phrase(self.first.verdict)
        tasks = ", ".join(self.tasks)
        if len(self.tests) == 1:
            return f"{tasks}: {self.first.title or self.first.id}"
        return say("export.group_title", tasks=tasks, n=len(self.tests))

    @property
    def hint(self) -> str:
        """What to try. Hints are about values: they do not help where a function is not there or is stopped."""
        if self.first.verdict not in _WITH_HINTS:
            return ""
        return next((test.hint for test in self.tests if test.hint), "")

    @property
    def points_lost(self) -> float:
        return sum(test.max_points - test.points for test in self.tests)

    def _explained(self) -> str:
        if len(self.tests) == 1:
            return ""
        counts = Counter(test.task for test in self.tests)
        tasks = ", ".join(say_count("export.tests_of_task", n, task=task) for task, n in counts.items())
        tests = tasks if len(counts) > 1 else say_count("export.tests", len(self.tests))
        return say("export.explains" if self.mistake else "export.same_for", tests=tests)


def visible_failures(report: Report) -> list[TestResult]:
    """The tests to write about: shown, run, and not passed."""
    return [test for test in with_chosen_hints(report.tests) if _is_visible_failure(test)]


def _is_visible_failure(test: TestResult) -> bool:
    return test.visibility == "visible" and test.verdict not in _QUIET


def failure_groups(report: Report) -> list[FailureGroup]:
    """Named mistakes first, each before the other failures of its task; then what is left, the most costly first.

    Functions that are not found, and those that are not written yet, come last.
    """
    functions = {task.id: task.function for task in report.tasks}
    failures = visible_failures(report)
    reason = _reasons(failures)
    groups: dict[Hashable, list[TestResult]] = {}
    for test in failures:
        groups.setdefault(reason(test), []).append(test)
    found = [
        FailureGroup(tuple(tests), _functions(tests, functions), _lines(tests, report.sources))
        for tests in groups.values()
    ]
    named = sorted((group for group in found if group.mistake), key=lambda group: -group.points_lost)
    places = {task: place for place, group in reversed([*enumerate(named)]) for task in group.tasks}

    def order(group: FailureGroup) -> tuple[int, int, float]:
        if group.mistake:
            return named.index(group), 0, 0.0
        if group.is_absent:
            return len(named), 3 if group.is_unwritten else 2, 0.0
        return places.get(group.first.task, len(named)), 1, -group.points_lost

    return sorted(found, key=order)


def _reasons(tests: Sequence[TestResult]) -> Callable[[TestResult], Hashable]:
    """What tests that failed for the same reason have in common.

    An exception or a limit that says the same at one line in all tests is one reason, whatever the task: so a file
    that cannot be imported is told once. If the lines differ, it is one reason for each task. Wrong results are one
    reason with the same sentence and hint; without a hint, in one task. A test whose hint is not shown joins the
    first one like it.
    """
    places: defaultdict[Hashable, set[tuple[CodeLine, ...]]] = defaultdict(set)
    hints: dict[Hashable, str] = {}
    for test in tests:
        places[test.verdict, test.message].add(test.lines)
        hints.setdefault((test.task, test.message), test.hint)

    def reason(test: TestResult) -> Hashable:
        if test.mistake:
            return test.mistake
        if test.verdict in ABSENT:
            return test.verdict
        if test.verdict is Verdict.FAILED:
            hint = test.hint or hints[test.task, test.message]
            return "" if hint else test.task, test.message, hint, test.detail
        at_one_place = len(places[test.verdict, test.message]) == 1
        return test.verdict, test.message, "" if at_one_place else test.task

    return reason


def is_definition(line: CodeLine, sources: Iterable[SourceFile]) -> bool:
    """Whether a function or a class is defined on a line, so that nothing is said about one of its statements."""
    for file in sources:
        if file.name == line.file:
            at = file.at(line)
            return any(number == at and _DEFINITION.match(text) for number, text in file.numbered())
    return False


def _lines(tests: Iterable[TestResult], sources: Sequence[SourceFile]) -> tuple[CodeLine, ...]:
    """The first test's lines that name a statement, else the first lines; none of functions that are not there."""
    first: tuple[CodeLine, ...] = ()
    for test in tests:
        if test.verdict in ABSENT:
            return ()
        statements = tuple(line for line in test.lines if not is_definition(line, sources))
        if statements:
            return statements
        first = first or test.lines
    return first


def _functions(tests: Iterable[TestResult], functions: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(functions.get(test.task, test.task) for test in tests))


class ToldTest(NamedTuple):
    """A test as exports list it."""

    test: TestResult
    explanation: str
    """What to say first: the named mistake, or in which test the reason stands; empty where the test says it all."""
    repeats: bool
    """Whether the explanation is all there is to say: another test says the rest."""


def told_tests(report: Report) -> list[ToldTest]:
    """All tests, those that failed first: in the order of `failure_groups`, and each reason told once.

    Tests with the same mistake have values of their own; of an exception, a limit or a function that is not there all
    but the first test only name the first one.
    """
    failed = [_told(test, group) for group in failure_groups(report) for test in group.tests]
    rest = (test for test in with_chosen_hints(report.tests) if not _is_visible_failure(test))
    return [*failed, *(ToldTest(test, "", repeats=False) for test in rest)]


def _told(test: TestResult, group: FailureGroup) -> ToldTest:
    if test is group.first:
        return ToldTest(test, group.sentence if group.mistake or group.is_absent else "", repeats=False)
    first = f"{group.first.task}: {group.first.title or group.first.id}".rstrip(".")
    if group.mistake:
        return ToldTest(test, say("export.same_mistake", test=first), repeats=False)
    if group.first.verdict is Verdict.FAILED:
        return ToldTest(test, "", repeats=False)
    return ToldTest(test, say("export.same_reason", test=first), repeats=True)


@dataclass(slots=True)
class FailurePile:
    """Failures for one reason, with the wrong results of its task that no mistake explains."""

    group: FailureGroup
    beside: list[TestResult] = field(default_factory=list)


def failure_piles(report: Report) -> list[FailurePile]:
    """`failure_groups`, but wrong results of a task that has a named mistake go to it: it is the likely reason."""
    piles: list[FailurePile] = []
    explained: dict[str, FailurePile] = {}
    for group in failure_groups(report):
        home = explained.get(group.first.task)
        if home and group.first.verdict is Verdict.FAILED and not group.mistake:
            home.beside += group.tests
            continue
        piles.append(FailurePile(group))
        if group.mistake and not group.mistake.id.startswith("check:"):
            for task in group.tasks:
                explained.setdefault(task, piles[-1])
    return piles

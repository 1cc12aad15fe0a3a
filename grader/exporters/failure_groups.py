"""The failures of a report as an export tells them: one entry for each mistake, with the tests that it explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from grader.exporters.visible_tests import visible_failures
from grader.messages import join_sentences, say, say_count
from grader.model import CodeLine, Mistake, Report, TestResult, Verdict
from grader.phrases import verdict_message, verdict_phrase


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Visible tests that were not passed for the same reason."""

    tests: tuple[TestResult, ...]
    functions: tuple[str, ...]
    """The functions of their tasks."""

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
    def sentence(self) -> str:
        """What is wrong, and how many tests it explains, if they are several."""
        if self.is_unwritten:
            return say("export.unwritten", functions=", ".join(self.functions))
        if self.mistake:
            return join_sentences(self.mistake.sentence, self._explained())
        return join_sentences(verdict_message(self.first), self._explained())

    @property
    def title(self) -> str:
        """The tasks, and the test where it is one."""
        if self.is_unwritten:
            return verdict_phrase(self.first.verdict)
        tasks = ", ".join(dict.fromkeys(test.task for test in self.tests))
        if len(self.tests) == 1:
            return f"{tasks}: {self.first.title or self.first.id}"
        return say("export.group_title", tasks=tasks, n=len(self.tests))

    @property
    def hint(self) -> str:
        """What to try; nothing for functions that are not written yet."""
        return "" if self.is_unwritten else next((test.hint for test in self.tests if test.hint), "")

    @property
    def lines(self) -> tuple[CodeLine, ...]:
        """Where to look; nothing for functions that are not written yet."""
        return () if self.is_unwritten else next((test.lines for test in self.tests if test.lines), ())

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


def failure_groups(report: Report) -> list[FailureGroup]:
    """Named mistakes first, the most costly first, each before the other failures of its task; then what is left.

    Functions that are not written yet come last.
    """
    functions = {task.id: task.function for task in report.tasks}
    groups: dict[Hashable, list[TestResult]] = {}
    for test in visible_failures(report):
        groups.setdefault(_reason(test), []).append(test)
    found = [FailureGroup(tuple(tests), _functions(tests, functions)) for tests in groups.values()]
    named = sorted((group for group in found if group.mistake), key=lambda group: -group.points_lost)
    places = {test.task: place for place, group in reversed([*enumerate(named)]) for test in group.tests}

    def order(group: FailureGroup) -> tuple[int, int]:
        if group.mistake:
            return named.index(group), 0
        return (len(named), 2) if group.is_unwritten else (places.get(group.first.task, len(named)), 1)

    return sorted(found, key=order)


def _reason(test: TestResult) -> Hashable:
    if test.mistake:
        return test.mistake
    if test.verdict is Verdict.NOT_IMPLEMENTED:
        return test.verdict
    return test.verdict, test.message, test.hint, test.lines, test.detail


def _functions(tests: Iterable[TestResult], functions: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(functions.get(test.task, test.task) for test in tests))


def explanations(report: Report) -> dict[str, str]:
    """For each visible test with a named mistake what to say of it: the sentence once, then where it stands."""
    said = {}
    for group in failure_groups(report):
        if group.mistake:
            for test in group.tests:
                first = f"{group.first.task}: {group.first.title or group.first.id}".rstrip(".")
                said[test.id] = (
                    group.sentence if test is group.first else say("export.same_mistake", test=first)
                )
    return said

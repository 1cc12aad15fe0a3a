"""What ``grader check`` prints about the results: short, in the order of the statement, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from grader import messages
from grader.cli.terminal import block, check_mark, paragraph, say, styled
from grader.hint_choice import with_chosen_hints
from grader.messages.breakpoints import is_breakpoint
from grader.model import Verdict
from grader.text import number, plain

if TYPE_CHECKING:
    from grader.course import Task
    from grader.course.assignment import Settings
    from grader.model import CodeLine, TestResult

_MOST_PRINTED = 10
_UNWRITTEN = Verdict.NOT_IMPLEMENTED


def show_results(
    settings: Settings, results: Sequence[TestResult], advice: Mapping[str, Sequence[str]]
) -> None:
    """Print the results of the public tests, and advice by task id.

    Functions that are not written are one paragraph: the starter fits on one screen. A reason that holds for every
    test, such as a file that cannot be imported, is printed once, at the end.
    """
    tests = with_chosen_hints(results)
    by_task = [(task, [r for r in tests if r.task == task.id]) for task in settings.tasks]
    unwritten = [(t, own) for t, own in by_task if own and all(r.verdict == _UNWRITTEN for r in own)]
    printer = _Printer()
    reason = None if unwritten else _common_reason(tests)
    for task, own in by_task:
        if own and (task, own) not in unwritten:
            printer.show_task(task, own, advice.get(task.id, ()), explained=reason is not None)
    everything = len(unwritten) == sum(bool(own) for _, own in by_task)
    if unwritten:
        if not everything:
            say()
        _show_unwritten(unwritten, everything=everything)
    if reason is not None:  # last: above the list of all tests it would scroll out of view
        say()
        printer.explain(reason, settings.tasks[0].function)
    _show_count(settings, tests)


def _common_reason(tests: Sequence[TestResult]) -> TestResult | None:
    """A result that stands for all, if all tests failed for one reason."""
    same = len(tests) > 1 and len({(r.message, r.lines) for r in tests}) == 1
    return tests[0] if same and tests[0].verdict != Verdict.PASSED else None


def _show_unwritten(tasks: Iterable[tuple[Task, Sequence[TestResult]]], *, everything: bool) -> None:
    """Name the functions that are not written, each with its line."""
    named = [(task.function, own[0].lines[-1:]) for task, own in tasks]
    listed = ", ".join(function + _line_of(places) for function, places in named)
    paragraph(messages.say("check.unwritten", functions=listed))
    first, places = named[0]
    if everything and places:
        paragraph(messages.say("check.start", function=first, place=places[-1]))


def _line_of(places: Sequence[CodeLine]) -> str:
    if not places:
        return ""
    place = places[-1]
    if place.cell is None:
        return " " + messages.say("check.line", line=place.line)
    return " " + messages.say("check.cell", cell=place.cell, line=place.line)


def _show_count(settings: Settings, tests: Sequence[TestResult]) -> None:
    """How many public tests pass, and that they alone do not decide the points."""
    good = sum(r.verdict == Verdict.PASSED for r in tests)
    say()
    colour = "green" if good == len(tests) else "yellow"
    say(styled(messages.say("check.count", good=good, tests=len(tests)), colour, bold=True))
    decided = messages.say("check.decided", points=number(sum(task.points for task in settings.tasks)))
    timed = messages.say("check.decided.timed") if any(entry.points for entry in settings.performance) else ""
    further = messages.say("check.hidden_tests") if good == len(tests) else ""
    paragraph(messages.join_sentences(decided, timed, further))


def _points(task: Task) -> str:
    """What a function is worth, small beside its name."""
    n = number(task.points)
    return messages.say("check.points.one") if n == "1" else messages.say("check.points.many", n=n)


class _Printer:
    """Prints results, and leaves out a sentence that it has printed."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def show_task(
        self, task: Task, results: Sequence[TestResult], advice: Iterable[str], *, explained: bool
    ) -> None:
        """The function, its tests, and why they failed. Tests that failed for one reason stand together."""
        say(styled(task.function, bold=True), f" ({_points(task)})")
        for group in _same_reason(results):
            for result in group:
                self._tell(result.title, check_mark(result.verdict == Verdict.PASSED), " ")
            if group[0].verdict != Verdict.PASSED and not explained:
                self.explain(group[0], task.function)
        for sentence in advice:
            self._tell(sentence, f"    {messages.say('advice.heading')}: ", once=True)

    def explain(self, result: TestResult, function: str) -> None:
        """Why a test failed, where, and what to try."""
        if result.verdict == Verdict.FORBIDDEN and is_breakpoint((result.message, result.detail)):
            self._explain_breakpoint(result, function)
            return
        if not (
            result.verdict == Verdict.CRASHED and result.detail
        ):  # the detail is the same, with the number
            self._tell(result.message, "    ", once=True)
        if result.detail and result.detail not in self._told:
            block(result.detail, "      ", wrap=True)
            self._told.add(result.detail)
        for place in result.lines[-1:]:
            paragraph(str(place), "    in ")
        if result.hint:
            self._tell(result.hint, "    Try: ", once=True)
        if result.output.strip():
            say("    It printed:")
            block("\n".join(plain(result.output).splitlines()[:_MOST_PRINTED]), "      ", wrap=True)

    def _explain_breakpoint(self, result: TestResult, function: str) -> None:
        """No hint of a test helps here."""
        say(styled(f"    {messages.say('verdict.breakpoint.phrase')}", bold=True))
        sentence = messages.say("verdict.breakpoint.meaning", function=function)
        self._tell(sentence.replace("`", ""), "    ", once=True)
        for place in result.lines[-1:]:
            paragraph(str(place), "    in ")

    def _tell(self, text: str, *prefix: object, once: bool = False) -> None:
        if once and text in self._told:
            return
        self._told.add(text)
        paragraph(text, *prefix)  # type: ignore[arg-type]


def _same_reason(results: Sequence[TestResult]) -> list[list[TestResult]]:
    """The results in their order; one that failed as an earlier one did follows it."""
    groups: dict[object, list[TestResult]] = {}
    for at, result in enumerate(results):
        alone = result.verdict == Verdict.PASSED or result.output.strip()
        key = at if alone else (result.message, result.detail, result.lines, result.hint)
        groups.setdefault(key, []).append(result)
    return list(groups.values())

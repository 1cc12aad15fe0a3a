"""What a student reads about a task: tests that failed for the same reason are one finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from grader.hint_choice import with_chosen_hints
from grader.messages import join_sentences, say, say_count
from grader.model import Mistake, TaskResult, TestResult, Verdict
from grader.phrases import verdict_message
from grader.reports.listing import LineLink, Sources
from grader.reports.symbol import VERDICT_SYMBOLS, Tone
from grader.reports.timing_section import TimedView
from grader.text import number

_NO_FIRST_STEP = (Verdict.NOT_RUN, Verdict.GRADER_ERROR)

_KEPT_WHOLE = 9
"""Lines up to which a printed card is not broken: more would leave too much of a page empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Tests of one task that were not passed for the same reason."""

    tests: tuple[TestResult, ...]
    verdict: Verdict
    mistake: Mistake | None
    message: str
    """What happened, where it is the same for all; empty where each test has its own."""
    hint: str
    lines: tuple[LineLink, ...]
    points: float
    max_points: float

    @property
    def tone(self) -> Tone:
        return VERDICT_SYMBOLS[self.verdict].tone

    @property
    def group(self) -> str:
        """How many tests it stands for, and why they are one; empty for a single one."""
        return self._group("group.one_mistake" if self.mistake else "group.one_reason")

    @property
    def group_of_all(self) -> str:
        """The same where it stands for every test."""
        return self._group("group.all_one_mistake" if self.mistake else "group.all_one_reason")

    def _group(self, message_id: str) -> str:
        return say(message_id, n=len(self.tests)) if len(self.tests) > 1 else ""

    @property
    def long(self) -> bool:
        """Whether its card may go on on the next page in print."""
        texts = [self.mistake.sentence] if self.mistake else []
        texts += [self.message, self.hint, *(line.code for line in self.lines)]
        texts += [text for test in self.tests for text in (test.title, test.detail, test.output)]
        return sum(map(_height, texts)) > _KEPT_WHOLE


def _height(text: str) -> int:
    """Lines that a text takes on paper, roughly."""
    return sum(1 + len(line) // 80 for line in text.splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """One task as a student sees it."""

    task: TaskResult
    shows_points: bool
    findings: tuple[Finding, ...]
    passed: tuple[TestResult, ...]
    concealed: tuple[str, ...]
    """``3 tests are shown after the due date.``"""
    weak: str
    """Why passed tests earned nothing."""


def task_views(
    tasks: Sequence[TaskResult], tests: Sequence[TestResult], sources: Sources, *, graded: bool
) -> tuple[TaskView, ...]:
    """One view per task, in order; tests of a task that is not listed come last, without points."""
    known = {task.id for task in tasks}
    unlisted = [t for t in dict.fromkeys(test.task for test in tests) if t not in known]
    shown = with_chosen_hints(tests)
    listed = [*tasks, *(TaskResult(id=t, function=t, title="", points=0, max_points=0) for t in unlisted)]
    return tuple(
        _task_view(task, [test for test in shown if test.task == task.id], sources, graded=graded)
        for task in listed
    )


def _task_view(task: TaskResult, tests: Sequence[TestResult], sources: Sources, *, graded: bool) -> TaskView:
    shown = [test for test in tests if test.visibility == "visible"]
    hidden = [test.visibility for test in tests if test.visibility != "visible"]
    whole = graded and not hidden  # else the task's points would reveal hidden results
    return TaskView(
        task=task,
        shows_points=whole and task.max_points > 0,
        findings=_findings(shown, sources),
        passed=tuple(test for test in shown if test.verdict is Verdict.PASSED),
        concealed=tuple(say_count(f"withheld.{v}", hidden.count(v)) for v in dict.fromkeys(hidden)),
        weak=_weak_note(shown) if whole else "",
    )


def _findings(tests: Iterable[TestResult], sources: Sources) -> tuple[Finding, ...]:
    groups: dict[object, list[TestResult]] = {}
    hints: dict[object, str] = {}
    for test in tests:
        if test.verdict is not Verdict.PASSED:
            reason = (test.verdict, test.message)
            hint = test.hint or hints.get(reason, "")  # one whose hint is not shown joins the first like it
            hints.setdefault(reason, hint)
            groups.setdefault(test.mistake or (*reason, hint), []).append(test)
    found = [_finding(group, sources) for group in groups.values()]
    return tuple(sorted(found, key=_place))


def _place(found: Finding) -> int:
    """What a mistake explains comes first, what was not run last; the rest stays in order."""
    if found.verdict is Verdict.NOT_RUN:
        return 2
    return 0 if found.mistake else 1


def _finding(tests: Sequence[TestResult], sources: Sources) -> Finding:
    messages = set(map(verdict_message, tests))
    hints = list(dict.fromkeys(test.hint for test in tests if test.hint))
    places = dict.fromkeys(place for test in tests for place in test.lines)
    return Finding(
        tests=tuple(tests),
        verdict=tests[0].verdict,
        mistake=tests[0].mistake,
        message=messages.pop() if len(messages) == 1 else "",
        hint="\n".join(hints),
        lines=tuple(sources.link(place) for place in places),
        points=sum(test.points for test in tests),
        max_points=sum(test.max_points for test in tests),
    )


def _weak_note(tests: Sequence[TestResult]) -> str:
    """Why weak tests that passed are worth nothing yet."""
    waiting = [t for t in tests if t.weak and t.verdict is Verdict.PASSED and t.points == 0 < t.max_points]
    strong = any(t.points > 0 and not t.weak for t in tests)
    if not waiting or strong:
        return ""
    return say_count("weak", len(waiting))


def first_step(views: Sequence[TaskView], timed: Sequence[TimedView] = ()) -> str:
    """Where a student gains most for least: a mistake we can explain, another failure, unwritten work, speed.

    A friendly line with functions in backticks; empty where there is nothing to say.
    """
    open_findings = [(view, f) for view in views for f in view.findings]
    if not open_findings:
        return _praise(views, timed)
    steps = [(view, f) for view, f in open_findings if f.verdict not in _NO_FIRST_STEP]
    if not steps:
        return ""
    if whole := whole_finding(views):
        return say("first.one_problem", n=len(whole.tests))
    view, finding = min(steps, key=lambda step: (_rank(step[1]), step[1].points - step[1].max_points))
    if finding.tone == "calm":
        return join_sentences(say("first.write", function=view.task.function), _points_to_gain(view))
    start = say("first.start", function=view.task.function)
    return join_sentences(start, _points_to_gain(view), _reason(finding))


def _praise(views: Sequence[TaskView], timed: Sequence[TimedView]) -> str:
    if not any(view.passed for view in views):
        return ""
    praise = say("first.visible_pass" if any(view.concealed for view in views) else "first.all_pass")
    slow = max(timed, key=lambda view: view.lost, default=None)
    if slow and slow.lost > 0:
        next_step = say("first.time", function=slow.result.function, device=slow.device)
        return join_sentences(praise, next_step, say("first.points", points=number(slow.lost)))
    return join_sentences(praise, say("first.well_done"))


def whole_finding(views: Sequence[TaskView]) -> Finding | None:
    """What stopped every test of several tasks, such as a file that cannot be imported: said once for all."""
    if len(views) < 2 or any(view.passed or view.concealed or len(view.findings) != 1 for view in views):
        return None
    found = [view.findings[0] for view in views]
    first = found[0]
    if first.tone != "bad" or not first.message:
        return None
    if any((f.verdict, f.message, f.hint) != (first.verdict, first.message, first.hint) for f in found):
        return None
    return replace(
        first,
        tests=tuple(test for f in found for test in f.tests),
        points=sum(f.points for f in found),
        max_points=sum(f.max_points for f in found),
    )


def _rank(finding: Finding) -> int:
    return 0 if finding.mistake else 1 if finding.tone == "bad" else 2


def _points_to_gain(view: TaskView) -> str:
    lost = view.task.max_points - view.task.points
    return say("first.points", points=number(lost)) if view.shows_points and lost > 0 else ""


def _reason(finding: Finding) -> str:
    """Why to start with it."""
    n = len(finding.tests)
    if n > 1:
        return say("first.one_mistake" if finding.mistake else "first.one_reason", n=n)
    return say("first.explained") if finding.mistake else ""

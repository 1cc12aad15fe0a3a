"""Runs the collected tests for one submission after the other and judges each when all its tests have run."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from grader.course import Assignment
from grader.diagnosis import Call, Tolerance
from grader.messages import say
from grader.model import Verdict
from grader.plugin.items import ItemSpec, test_specs
from grader.plugin.outcome import Judgement, Outcome, SubjectState, judge, staff_traceback
from grader.plugin.source_lines import definition_line, loop_lines
from grader.sandbox.call_failure import StudentError, WorkerDied, WorkerFailure
from grader.sandbox.worker_session import JailedSubject
from grader.testing.equality import DEFAULT, FramePosition, Note, Notes, collect_notes, first_error
from grader.testing.local_subject import LocalSubject

_CALLS_OF_ONE_TEST = 40
"""Most compared values of a test that are kept as evidence."""
_REPEATS = 3
"""Most tests of a submission that run again after their worker died. Each repeat gives its code another chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _FinishedRun:
    """A test that has run and is not judged yet."""

    spec: ItemSpec
    notes: Notes
    raised: BaseException | None
    state: SubjectState
    seed: int
    output: str
    duration_s: float

    @property
    def died(self) -> bool:
        return isinstance(self.state.failure, WorkerDied) or isinstance(self.raised, WorkerDied)


class FixtureState:
    """The state that the fixtures of the running test read."""

    def __init__(self) -> None:
        self.subject: JailedSubject | LocalSubject | None = None
        self.seed = 0
        self.files: tuple[str, ...] = ()
        self.tolerance: Callable[[str], Tolerance] = lambda _: DEFAULT


class ClassRun:
    """The collected tests of an assignment, ready for one submission after the other."""

    def __init__(
        self, session: pytest.Session, assignment: Assignment, seed_key: bytes, state: FixtureState
    ) -> None:
        self.specs = test_specs(session.items, assignment)
        self._items = list(session.items)
        self._session = session
        self._assignment = assignment
        self._seed_key = seed_key
        self._state = state
        names = (name for spec in self.specs.values() for name in spec.mark.files)
        self._files = tuple(dict.fromkeys(names))
        self._functions = {t.id: t.function for t in assignment.settings.tasks}
        self._tolerances = {
            t.function: Tolerance(rtol=t.rtol, atol=t.atol) for t in assignment.settings.tasks
        }

    def grade(
        self,
        subject: JailedSubject | LocalSubject,
        *,
        salt: str,
        only: str = "",
        task: str = "",
        stop: bool = False,
        reverse: bool = False,
        seeds: Mapping[str, int] | None = None,
    ) -> list[Outcome]:
        """Run every test for one submission; one outcome per test, in order.

        Parameters
        ----------
        subject : JailedSubject or LocalSubject
            The submission.
        salt : str
            Hidden inputs depend on the seed key and this.
        only : str
            Run tests whose id contains this.
        task : str
            Run only the tests of this task.
        stop : bool
            End with the first test that does not pass.
        reverse : bool
            Run the tests last to first.
        seeds : mapping, optional
            For a replayed record: the seeds it was made with, by test id. They are not computed again, because the
            way in which they are computed may have changed since.
        """
        self._state.subject = subject
        subject.files = self._files
        seeds = {} if seeds is None else seeds
        items = [i for i in self._items if only in i.nodeid and task in ("", self.specs[i.nodeid].mark.id)]
        if reverse:
            items.reverse()
        finished: list[_FinishedRun | Outcome] = []
        broken = self._judge_import(subject)
        repeats = _REPEATS
        for item, following in zip(items, [*items, None][1:], strict=True):
            spec = self.specs[item.nodeid]
            early = broken or self._judge_without_running(spec, subject)
            if early is not None:
                finished.append(_make_outcome(spec, early))
                # The skipped test may be the last of its module.
                self._session._setupstate.teardown_exact(following)
                continue
            seed = seeds.get(spec.id) or self._seed(spec.id, salt, draw=1)
            run = self._run(item, following, spec, subject, seed)
            if (
                run.died and repeats
            ):  # perhaps killed from outside: once more in a fresh worker, with other inputs
                repeats -= 1
                run = self._run(item, following, spec, subject, self._seed(spec.id, salt, draw=2))
            finished.append(run)
            if stop:
                finished[-1] = outcome = self._judge_run(run, subject)
                if outcome.verdict is not Verdict.PASSED:
                    break
        self._session._setupstate.teardown_exact(None)
        return self._judge_all(finished, subject)

    def _judge_all(
        self, finished: Sequence[_FinishedRun | Outcome], subject: JailedSubject | LocalSubject
    ) -> list[Outcome]:
        """Judge all tests after the last one has run, so that the submission cannot observe it."""
        done: dict[str, Outcome] = {}
        for each in finished:
            outcome = each
            if isinstance(outcome, _FinishedRun):
                outcome = self._after_dependency(self._judge_run(outcome, subject), done)
            done[outcome.spec.id] = outcome
        return list(done.values())

    def _judge_import(self, subject: JailedSubject | LocalSubject) -> Judgement | None:
        """Import the submission. If that fails, return the judgement of every test."""
        if isinstance(subject, LocalSubject):
            return None
        try:
            subject.load()
        except (StudentError, WorkerFailure) as error:
            return judge(error, _subject_state(subject), loading=True)
        return None

    def _judge_without_running(
        self, spec: ItemSpec, subject: JailedSubject | LocalSubject
    ) -> Judgement | None:
        function = self._functions[spec.mark.id]
        if isinstance(subject, JailedSubject) and (spent := subject.spent()):
            return Judgement(verdict=Verdict.NOT_RUN, brief=spent, detail=spent)
        if not subject.defines(function):
            text = say("outcome.missing", function=function)
            return Judgement(verdict=Verdict.MISSING, brief=text, detail=text)
        return None

    def _after_dependency(self, outcome: Outcome, done: Mapping[str, Outcome]) -> Outcome:
        """Replace the outcome of a test whose dependency did not pass.

        The test has run all the same. Code that is not called would know that its last answer was wrong.
        """
        needed = done.get(outcome.spec.depends)
        if needed is None or needed.verdict is Verdict.PASSED:
            return outcome
        text, verdict = needed.brief, needed.verdict
        if verdict is not Verdict.NOT_IMPLEMENTED:
            text = say("outcome.not_run", title=needed.spec.title)
            verdict = Verdict.NOT_RUN
        return dataclasses.replace(outcome, verdict=verdict, brief=text, detail=text, lines=(), call=None)

    def _run(
        self, item: pytest.Item, following: pytest.Item | None, spec: ItemSpec,
        subject: JailedSubject | LocalSubject, seed: int,
    ) -> _FinishedRun:  # fmt: skip
        subject.begin()
        subject.asks = spec.mark.asks
        self._state.seed = seed
        self._state.tolerance = self._task_tolerance(spec)
        self._state.files = spec.mark.files
        started = time.perf_counter()
        with collect_notes() as notes:
            raised = _call_item(item, following)
        if raised is not None:  # frees the values in its frames until all tests have run
            traceback.clear_frames(raised.__traceback__)
        return _FinishedRun(
            spec=spec, notes=notes, raised=raised, state=_subject_state(subject, notes), seed=seed,
            output=subject.take_output() if isinstance(subject, JailedSubject) else "",
            duration_s=time.perf_counter() - started,
        )  # fmt: skip

    def _judge_run(self, run: _FinishedRun, subject: JailedSubject | LocalSubject) -> Outcome:
        wrong, frames = _first_error(run.notes)
        error = wrong or run.raised  # an exception after a wrong value may follow from it
        judgement = self._with_line(judge(error, run.state), run.spec, subject)
        outcome = _make_outcome(run.spec, judgement)
        return dataclasses.replace(
            outcome, compared=_compared_calls(run.notes), curve=run.notes.curve, output=run.output,
            traceback=staff_traceback(error, frames), seed=run.seed,
            duration_s=run.duration_s,
        )  # fmt: skip

    def _with_line(
        self, judgement: Judgement, spec: ItemSpec, subject: JailedSubject | LocalSubject
    ) -> Judgement:
        """Of a time limit the loops it was in; to a judgement without lines add the function's definition."""
        if judgement.verdict is Verdict.PASSED or not isinstance(subject, JailedSubject):
            return judgement
        files, lines = subject.code.files, judgement.lines
        if lines and judgement.verdict is Verdict.TIMEOUT:
            lines = loop_lines(files, lines) or lines
        elif not lines:
            line = definition_line(files, self._functions[spec.mark.id])
            lines = (line,) if line else ()
        return dataclasses.replace(judgement, lines=lines)

    def _task_tolerance(self, spec: ItemSpec) -> Callable[[str], Tolerance]:
        own = self._tolerances[self._functions[spec.mark.id]]
        return lambda function: self._tolerances.get(function, own)

    def _seed(self, test: str, salt: str, draw: int) -> int:
        parts = (test, salt, *((str(draw),) if draw > 1 else ()))
        digest = hmac.new(self._seed_key, "\0".join(parts).encode(), hashlib.sha256).digest()
        return int.from_bytes(digest[:8], "little")


def _call_item(item: pytest.Item, following: pytest.Item | None) -> BaseException | None:
    """Set up, run and tear down one item as if it had never run; what it raised.

    pytest makes items for one run each; these private names undo that (the reason for the version bound).
    """
    function: Any = item
    function._initrequest()
    function._report_sections.clear()
    function.user_properties.clear()
    state = item.session._setupstate
    raised: BaseException | None = None
    try:
        state.setup(item)
        item.runtest()
    except KeyboardInterrupt:  # from the terminal: one of the student's code does not get here
        raise
    except BaseException as error:  # noqa: BLE001 - `judge` decides on every exception
        raised = error
    try:
        state.teardown_exact(following)
    except BaseException as error:  # noqa: BLE001 - likewise
        raised = raised or error
    return raised


def _compared_calls(notes: Sequence[Note]) -> tuple[Callable[[], Call], ...]:
    return tuple(note.call for note in notes[:_CALLS_OF_ONE_TEST] if note.call is not None)


def _first_error(notes: Sequence[Note]) -> tuple[BaseException | None, tuple[FramePosition, ...]]:
    try:
        return first_error(notes)
    except Exception as error:  # noqa: BLE001 - a bug of the engine; `judge` makes it a grader error
        return error, ()


def _subject_state(subject: JailedSubject | LocalSubject, notes: Notes | None = None) -> SubjectState:
    allowed = subject.code.allowed if isinstance(subject, JailedSubject) else ""
    return SubjectState(
        received=subject.received, failure=subject.failure, allowed=allowed,
        returned_none=notes is not None and notes.returned_none,
    )  # fmt: skip


def _make_outcome(spec: ItemSpec, judgement: Judgement) -> Outcome:
    return Outcome(
        spec=spec, verdict=judgement.verdict, brief=judgement.brief, detail=judgement.detail,
        lines=judgement.lines, call=judgement.call, rule=judgement.rule, other_exception=judgement.other_exception,
    )  # fmt: skip

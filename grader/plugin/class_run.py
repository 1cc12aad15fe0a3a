"""One class: the collected tests, run for one submission after the other, and judged when all have run."""

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
from grader.diagnosis import Tolerance
from grader.messages import say
from grader.model import Verdict
from grader.plugin.items import ItemSpec, specify
from grader.plugin.outcome import Judgement, Outcome, Seen, judge, staff_traceback
from grader.plugin.source_lines import definition
from grader.sandbox.call_failure import StudentError, WorkerDied, WorkerFailure
from grader.sandbox.worker_session import JailedSubject
from grader.testing.equality import DEFAULT, Note, Place, first_found, noting
from grader.testing.local_subject import LocalSubject

_REPEATS = 3
"""Tests of one submission that are run once more after a death: outsiders kill seldom, and each repeat is a chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    """A test that has run and is not judged yet."""

    spec: ItemSpec
    notes: list[Note]
    raised: BaseException | None
    seen: Seen
    seed: int
    draw: int
    output: str
    duration_s: float

    @property
    def died(self) -> bool:
        return isinstance(self.seen.failure, WorkerDied) or isinstance(self.raised, WorkerDied)


class Running:
    """What the fixtures of the running test stand for."""

    def __init__(self) -> None:
        self.subject: JailedSubject | LocalSubject | None = None
        self.seed = 0
        self.files: tuple[str, ...] = ()
        self.tolerance: Callable[[str], Tolerance] = lambda _: DEFAULT


class ClassRun:
    """The collected tests of an assignment, ready for one submission after the other."""

    def __init__(
        self, session: pytest.Session, assignment: Assignment, secret: bytes, state: Running
    ) -> None:
        self.specs = specify(session.items, assignment)
        self._items = list(session.items)
        self._session = session
        self._assignment = assignment
        self._secret = secret
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
        draws: Mapping[str, int] | None = None,
    ) -> list[Outcome]:
        """Run every test for one submission; one outcome per test, in order.

        Parameters
        ----------
        subject : JailedSubject or LocalSubject
            The submission.
        salt : str
            What its hidden inputs depend on besides the course secret.
        only : str
            Run tests whose id contains this.
        task : str
            Run only the tests of this task.
        stop : bool
            End with the first test that does not pass.
        reverse : bool
            Run the tests last to first.
        draws : mapping, optional
            For tests of a record that is run again: which draw of their inputs counted, by id; the first otherwise.
        """
        self._state.subject = subject
        subject.files = self._files
        draws = {} if draws is None else draws
        items = [i for i in self._items if only in i.nodeid and task in ("", self.specs[i.nodeid].mark.id)]
        if reverse:
            items.reverse()
        ended: list[_Ended | Outcome] = []
        broken = self._load(subject)
        repeats = _REPEATS
        for item, following in zip(items, [*items, None][1:], strict=True):
            spec = self.specs[item.nodeid]
            early = broken or self._decided_before(spec, subject)
            if early is not None:
                ended.append(_outcome(spec, early))
                self._session._setupstate.teardown_exact(following)  # this one may end its module
                continue
            draw = draws.get(spec.id, 1)
            run = self._run(item, following, spec, subject, salt, draw)
            if run.died and repeats:  # perhaps not its fault: once more in a fresh worker, with other inputs
                repeats -= 1
                run = self._run(item, following, spec, subject, salt, draw + 1)
            ended.append(run)
            if stop:
                ended[-1] = outcome = self._judged(run, subject)
                if outcome.verdict is not Verdict.PASSED:
                    break
        self._session._setupstate.teardown_exact(None)
        return self._all_judged(ended, subject)

    def _all_judged(
        self, ended: Sequence[_Ended | Outcome], subject: JailedSubject | LocalSubject
    ) -> list[Outcome]:
        """Judge all tests when the last one has run: nothing of it can be seen from inside the submission."""
        done: dict[str, Outcome] = {}
        for each in ended:
            outcome = each
            if isinstance(outcome, _Ended):
                outcome = self._after_dependency(self._judged(outcome, subject), done)
            done[outcome.spec.id] = outcome
        return list(done.values())

    def _load(self, subject: JailedSubject | LocalSubject) -> Judgement | None:
        """Import the submission; a verdict for every test if that fails."""
        if isinstance(subject, LocalSubject):
            return None
        try:
            subject.load()
        except (StudentError, WorkerFailure) as error:
            return judge(error, _seen(subject), loading=True)
        return None

    def _decided_before(self, spec: ItemSpec, subject: JailedSubject | LocalSubject) -> Judgement | None:
        function = self._functions[spec.mark.id]
        if isinstance(subject, JailedSubject) and (spent := subject.spent()):
            return Judgement(verdict=Verdict.NOT_RUN, brief=spent, detail=spent)
        if not subject.defines(function):
            text = say("outcome.missing", function=function)
            return Judgement(verdict=Verdict.MISSING, brief=text, detail=text)
        return None

    def _after_dependency(self, outcome: Outcome, done: Mapping[str, Outcome]) -> Outcome:
        """A test that builds on one that did not pass tells nothing of its own.

        It ran all the same: code that sees itself not asked knows that its last answer was wrong.
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
        subject: JailedSubject | LocalSubject, salt: str, draw: int,
    ) -> _Ended:  # fmt: skip
        subject.begin()
        subject.asks = spec.mark.asks
        self._state.seed = self._seed(spec.id, salt, draw)
        self._state.tolerance = self._task_tolerance(spec)
        self._state.files = spec.mark.files
        started = time.perf_counter()
        with noting() as notes:
            raised = _call_item(item, following)
        if raised is not None:  # what its frames hold is not needed until all tests have run
            traceback.clear_frames(raised.__traceback__)
        return _Ended(
            spec=spec, notes=notes, raised=raised, seen=_seen(subject), seed=self._state.seed, draw=draw,
            output=subject.take_output() if isinstance(subject, JailedSubject) else "",
            duration_s=time.perf_counter() - started,
        )  # fmt: skip

    def _judged(self, run: _Ended, subject: JailedSubject | LocalSubject) -> Outcome:
        wrong, places = _first_wrong(run.notes)
        error = wrong or run.raised  # what was raised after a wrong value may come of it
        judgement = self._located(judge(error, run.seen), run.spec, subject)
        outcome = _outcome(run.spec, judgement)
        return dataclasses.replace(
            outcome, output=run.output, traceback=staff_traceback(error, places), seed=run.seed, draw=run.draw,
            duration_s=run.duration_s,
        )  # fmt: skip

    def _located(
        self, judgement: Judgement, spec: ItemSpec, subject: JailedSubject | LocalSubject
    ) -> Judgement:
        """A wrong value has no line of its own: point at the function."""
        if judgement.verdict is Verdict.PASSED or judgement.lines or not isinstance(subject, JailedSubject):
            return judgement
        line = definition(subject.code.files, self._functions[spec.mark.id])
        return dataclasses.replace(judgement, lines=(line,) if line else ())

    def _task_tolerance(self, spec: ItemSpec) -> Callable[[str], Tolerance]:
        own = self._tolerances[self._functions[spec.mark.id]]
        return lambda function: self._tolerances.get(function, own)

    def _seed(self, test: str, salt: str, draw: int) -> int:
        parts = (self._assignment.id, test, salt, *((str(draw),) if draw > 1 else ()))
        digest = hmac.new(self._secret, "\0".join(parts).encode(), hashlib.sha256).digest()
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
    except KeyboardInterrupt:  # the student's own never gets here: this one is from the terminal
        raise
    except BaseException as error:  # noqa: BLE001 - `judge` decides about every one of them
        raised = error
    try:
        state.teardown_exact(following)
    except BaseException as error:  # noqa: BLE001 - likewise
        raised = raised or error
    return raised


def _first_wrong(notes: Sequence[Note]) -> tuple[BaseException | None, tuple[Place, ...]]:
    try:
        return first_found(notes)
    except Exception as error:  # noqa: BLE001 - a fault of ours, which `judge` calls an error of the grader
        return error, ()


def _seen(subject: JailedSubject | LocalSubject) -> Seen:
    allowed = subject.code.allowed if isinstance(subject, JailedSubject) else ""
    return Seen(received=subject.received, failure=subject.failure, allowed=allowed)


def _outcome(spec: ItemSpec, judgement: Judgement) -> Outcome:
    return Outcome(
        spec=spec, verdict=judgement.verdict, brief=judgement.brief, detail=judgement.detail,
        lines=judgement.lines, call=judgement.call,
    )  # fmt: skip

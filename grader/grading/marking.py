"""One submission becomes one record: run the tests, find the mistakes, count the points."""

from __future__ import annotations

import dataclasses

from grader import points, scoring
from grader.course import Assignment, Course
from grader.errors import CourseError
from grader.grading.changed_references import ChangedReferences
from grader.grading.code_advice import advice_of_tasks, is_advised
from grader.grading.mistake_search import WrongAnswers, find_mistakes
from grader.grading.process_protocol import Trial, Work
from grader.grading.repetition import find_chance
from grader.grading.timing_plan import Timing, TimingPlan
from grader.grading.unit_key import provenance, unit_key
from grader.model import Mistake, Record, Report, SourceFile, Verdict
from grader.plugin import ClassRun, Outcome
from grader.sandbox.code_inspector import CodeInspector
from grader.sandbox.worker_session import Code, JailedSubject, code_of
from grader.sandbox.zygote_client import Zygote, ZygoteGone

_OTHER_SEED = 1


class Marker:
    """Marks submissions of one assignment inside one pytest session.

    Parameters
    ----------
    course, assignment : Course, Assignment
    seed_key : bytes
        What hidden inputs are drawn from.
    run : ClassRun
        The collected tests.
    zygote : Zygote
        Workers are forked from it.
    """

    def __init__(
        self, course: Course, assignment: Assignment, seed_key: bytes, run: ClassRun, zygote: Zygote
    ) -> None:
        self._course = course
        self._assignment = assignment
        self._seed_key = seed_key
        self._run = run
        self._zygote = zygote
        self._wrong = WrongAnswers(assignment, zygote)
        self._changed = ChangedReferences(assignment, zygote)
        self._inspector = CodeInspector(zygote.level)
        self._timing_plan = TimingPlan(assignment, zygote)
        self._limits = assignment.settings.limits

    def check_reference(self) -> None:
        """Run the tests once against the reference: a test that fails it fails nobody.

        Raises
        ------
        CourseError
            Names the tests and what they said; no submission is scored.
        """
        path = self._assignment.reference_path
        assert path is not None
        source = SourceFile(name=self._assignment.settings.module, text=path.read_text(encoding="utf-8"))
        outcomes, _ = self._outcomes(code_of(self._assignment, (source,)), Trial(salt="reference"))
        bad = [o for o in outcomes if o.verdict is not Verdict.PASSED]
        if bad:
            told = "; ".join(
                f"{o.spec.id}: {o.verdict}: {o.detail.splitlines()[0] if o.detail else ''}" for o in bad[:5]
            )
            raise CourseError(
                f"{self._assignment.id}: the reference does not pass {len(bad)} of {len(outcomes)} tests, "
                f"so nothing is graded. {told}"
            )

    def mark(self, work: Work) -> Record:
        """Grade one submission, or make one trial."""
        submission = work.submission
        code = code_of(self._assignment, submission.files, submission.data)
        salt = submission.sha256 if self._course.settings.seed == "attempt" else ""
        trial = work.trial or Trial(salt=salt, timed=True)
        outcomes, subject = self._outcomes(code, trial)
        mistakes = {} if trial.stop else self._mistakes(outcomes, code)
        advice = {} if work.trial else self._advice(outcomes, subject)
        try:
            timings = self._timing_plan.time(submission, outcomes) if trial.timed else []
        finally:
            self._check_zygote()
        report = self._report(work, outcomes, subject, mistakes, timings, advice)
        key = unit_key(self._course, self._assignment, self._seed_key, submission, self._zygote.level)
        place = f"DIR/.grader/records/{report.assignment}/{report.student}.json"
        return Record(
            key=key, report=report, staff=scoring.staff_tests(outcomes, place), submission=submission.origin,
            hand_in=submission.hand_in,
            worker_cpu_s=subject.cpu_s, timings=tuple(log for _, log in timings if log is not None),
        )  # fmt: skip

    def close(self) -> None:
        self._timing_plan.close()
        self._wrong.close()
        self._changed.close()
        self._inspector.close()

    def _outcomes(self, code: Code, trial: Trial) -> tuple[list[Outcome], JailedSubject]:
        limits = self._limits
        if trial.timeout_s:
            limits = dataclasses.replace(limits, timeout_s=trial.timeout_s)
        subject = JailedSubject(self._zygote, code, limits)
        try:
            outcomes = self._run.grade(
                subject, salt=trial.salt, only=trial.only, task=trial.task, stop=trial.stop
            )
        finally:
            subject.retire()
        self._check_zygote()
        return outcomes, subject

    def _mistakes(self, outcomes: list[Outcome], code: Code) -> dict[str, Mistake]:
        """What went wrong in each task; where nothing is proved, whether the answers depend on chance."""
        named = find_mistakes(self._assignment, outcomes, self._wrong, self._changed, code.files)
        fresh = JailedSubject(self._zygote, code, self._limits, seed=_OTHER_SEED)
        return {**named, **find_chance(self._assignment, outcomes, named, fresh)}

    def _advice(self, outcomes: list[Outcome], subject: JailedSubject) -> dict[str, tuple[str, ...]]:
        """What the code itself shows, by task. A file that cannot be imported tells more by its exception."""
        if subject.loaded is None or not is_advised(self._assignment, outcomes):
            return {}
        found = self._inspector.inspect(subject.code)
        return advice_of_tasks(self._assignment, outcomes, found, subject.loaded.calls)

    def _check_zygote(self) -> None:
        # What ran when a zygote ended looks like something that failed by itself.
        if self._zygote.gone or self._inspector.gone:
            raise ZygoteGone("The zygote ended while a submission was graded.")

    def _report(
        self, work: Work, outcomes: list[Outcome], subject: JailedSubject, mistakes: dict[str, Mistake],
        timings: list[Timing], advice: dict[str, tuple[str, ...]],
    ) -> Report:  # fmt: skip
        assignment, submission = self._assignment, work.submission
        sources = submission.files
        tasks = scoring.task_results(assignment, outcomes, advice=advice)
        performance = tuple(result for result, _ in timings)
        ungraded = scoring.reason_not_graded(outcomes, performance)
        loading = outcomes[0].detail if subject.broken is not None and outcomes else ""
        notices = [*submission.notices, *(subject.loaded.notices if subject.loaded else ())]
        return Report(
            assignment=assignment.id, title=assignment.settings.title, student=submission.student,
            score=None if ungraded else points.score(tasks, performance), max_score=points.most(tasks, performance),
            not_graded=ungraded, tasks=tuple(tasks), performance=performance,
            tests=tuple(
                scoring.visible_results(
                    assignment, outcomes, mistakes, sources, loading=loading,
                    calls=subject.loaded.calls if subject.loaded else None,
                )
            ),
            visibility=assignment.settings.feedback.visibility,
            notices=tuple(notices), sources=sources, limits=_shown_limits(assignment),
            isolation=self._zygote.level, provenance=provenance(assignment, submission.sha256),
        )  # fmt: skip


def _shown_limits(assignment: Assignment) -> dict[str, float]:
    limits = assignment.settings.limits
    return {name: getattr(limits, name) for name in ("timeout_s", "submission_s", "memory_mib", "output_mib")}

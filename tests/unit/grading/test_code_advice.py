"""Advice stands beside functions whose failure a report may explain, and changes nothing else."""

from __future__ import annotations

import dataclasses

import pytest

from grader.grading.code_advice import MOST_ADVICE, advice_of_tasks, is_advised
from grader.model import Verdict
from grader.plugin import ItemSpec, Outcome
from grader.sandbox.code_finding import CodeFinding
from grader.testing import TaskMark

UNREAD = CodeFinding(kind="unread argument", function="double", names=("x",))
ADVICE = ("`double` never uses its argument `x`.",)


def outcome(task: str = "double", verdict: Verdict = Verdict.FAILED, origin: str = "hidden") -> Outcome:
    mark = TaskMark(id=task, points=1.0, hint="", depends="", weak=False)
    spec = ItemSpec(id=f"{origin}/t.py::test", origin=origin, title="Asked.", mark=mark, depends="")
    return Outcome(spec=spec, verdict=verdict)


@pytest.fixture
def under(tiny_course):
    """The tiny assignment, with functions ``double`` and ``total``, under a policy."""
    assignment = tiny_course.assignment

    def make(policy: str = "hint"):
        feedback = dataclasses.replace(assignment.settings.feedback, hidden=policy)
        return dataclasses.replace(
            assignment, settings=dataclasses.replace(assignment.settings, feedback=feedback)
        )

    return make


def test_a_task_that_fails_has_the_advice_on_its_function(under):
    assert advice_of_tasks(under(), [outcome()], [UNREAD], {}) == {"double": ADVICE}


def test_a_task_that_does_not_fail_has_none(under):
    outcomes = [outcome(verdict=Verdict.PASSED), outcome("total")]
    assert advice_of_tasks(under(), outcomes, [UNREAD], {}) == {"total": ()}


@pytest.mark.parametrize("verdict", Verdict)
def test_advice_is_for_code_that_ran_and_was_wrong(under, verdict):
    assert is_advised(under(), [outcome(verdict=verdict)]) == (verdict in (Verdict.FAILED, Verdict.ERROR))


@pytest.mark.parametrize(
    ("policy", "origin", "advised"),
    [
        ("none", "hidden", False), ("verdict", "hidden", False), ("hint", "hidden", True), ("full", "hidden", True),
        ("none", "public", True), ("verdict", "public", True),
    ],
)  # fmt: skip
def test_advice_needs_a_test_that_may_be_explained(under, policy, origin, advised):
    """Where a policy hides why a hidden test fails, advice would tell that one does."""
    told = [outcome(origin=origin)]
    assert is_advised(under(policy), told) == advised
    assert advice_of_tasks(under(policy), told, [UNREAD], {}) == ({"double": ADVICE} if advised else {})


def test_findings_in_helpers_are_told_after_those_of_the_function_itself(under):
    helper = dataclasses.replace(UNREAD, function="_scaled")
    stranger = dataclasses.replace(UNREAD, function="other")
    told = advice_of_tasks(under(), [outcome()], [helper, stranger, UNREAD], {"double": {"_scaled"}})
    assert told["double"] == (*ADVICE, "`_scaled` never uses its argument `x`.")


def test_findings_in_the_function_of_another_task_stay_there(under):
    told = advice_of_tasks(under(), [outcome("total")], [UNREAD], {"total": {"double"}})
    assert told == {"total": ()}


def test_what_explains_most_comes_first_and_the_rest_is_left_out(under):
    kinds = ("unused value", "outside", "lost value", "undefined", "no return")
    findings = [CodeFinding(kind=kind, function="double.inner", names=("x",)) for kind in kinds]
    told = advice_of_tasks(under(), [outcome()], findings, {})["double"]
    assert len(told) == MOST_ADVICE
    assert "uses `x`" in told[0]
    assert "returns nothing" in told[1]
    assert "a line of its own" in told[2]

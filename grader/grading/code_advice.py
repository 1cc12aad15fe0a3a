"""Advice beside the functions that fail: what a linter finds in their code. It changes no verdict and no points."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from grader.course import Assignment, Task
from grader.model import Policy, Verdict
from grader.plugin import Outcome
from grader.sandbox.code_finding import KINDS, CodeFinding

MOST_ADVICE: Final = 3
"""Sentences for one function. More of them would hide what the tests say."""
_ADVISED = (Verdict.FAILED, Verdict.ERROR)
"""Verdicts on code that ran to an end and was wrong."""
_EXPLAINED: tuple[Policy, ...] = ("hint", "full")


def is_advised(assignment: Assignment, outcomes: Iterable[Outcome]) -> bool:
    """Whether a report has a place for advice."""
    return any(_shows_failure(assignment, outcome) for outcome in outcomes)


def advice_of_tasks(
    assignment: Assignment,
    outcomes: Sequence[Outcome],
    findings: Sequence[CodeFinding],
    calls: Mapping[str, Collection[str]],
) -> dict[str, tuple[str, ...]]:
    """The advice for each task whose report may explain a test that failed, by task id.

    Parameters
    ----------
    findings : sequence of CodeFinding
    calls : mapping
        The functions of the module that each function calls. Findings in these are told as well, unless they are
        functions of other tasks.
    """
    failing = {outcome.spec.mark.id for outcome in outcomes if _shows_failure(assignment, outcome)}
    functions = {task.function for task in assignment.settings.tasks}
    return {
        task.id: _sentences(task, findings, set(calls.get(task.function, ())) - functions)
        for task in assignment.settings.tasks
        if task.id in failing
    }


def _shows_failure(assignment: Assignment, outcome: Outcome) -> bool:
    shown = outcome.spec.origin == "public" or assignment.settings.feedback.hidden in _EXPLAINED
    return shown and outcome.verdict in _ADVISED


def _sentences(task: Task, findings: Sequence[CodeFinding], helpers: Collection[str]) -> tuple[str, ...]:
    """At most `MOST_ADVICE` sentences: of the likeliest kinds, of the function itself before its helpers."""
    own = [found for found in findings if found.owner == task.function or found.owner in helpers]
    own.sort(key=lambda found: (KINDS.index(found.kind), found.owner != task.function))
    return tuple(dict.fromkeys(found.sentence for found in own))[:MOST_ADVICE]

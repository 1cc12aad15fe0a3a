"""Which of the known wrong answers a student gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.as_numbers import read
from grader.diagnosis.container import numbers_in
from grader.diagnosis.evidence import Candidate, Witnesses, convincing, distinct_values, hopeless, witnesses
from grader.diagnosis.failing_calls import Call, FailingCall, Leaf, equals, failing_calls_of
from grader.diagnosis.tolerance import Tolerance

NAMED_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Raised:
    """A known wrong answer that is an exception, by its builtin name."""

    type_name: str


def match_wrong(
    calls: Sequence[Call], answers: Mapping[str, Sequence[object]], tolerance: Tolerance
) -> list[str]:
    """The ids of the wrong answers that explain every failing call: none, one, or two that agree.

    ``answers`` holds for each id its value for each call, in order. The evidence rule is that of the probes.
    """
    with np.errstate(all="ignore"):
        failing = failing_calls_of(calls, tolerance)
        if not failing or hopeless(failing):
            return []
        left = [id_ for id_, values in answers.items() if explains_all(id_, values, failing)]
    return left if len(left) <= NAMED_AT_MOST else []


def explains_all(id_: str, values: Sequence[object], failing: Sequence[FailingCall]) -> bool:
    """Whether the values explain every failing call, on enough evidence; ``values`` are by the calls' numbers."""
    if any(failed.number >= len(values) for failed in failing):
        return False
    gathered: list[Witnesses] = []
    for failed in failing:
        found = _support(failed, values[failed.number])
        if found is None:
            return False
        gathered.append(found)
    return convincing(Candidate(id_, "", tuple(gathered)), failing)


def _support(failed: FailingCall, answer: object) -> Witnesses | None:
    """The values of a call that support this answer; ``None`` if the student's value is another one."""
    if failed.call.error or isinstance(answer, Raised):
        return () if isinstance(answer, Raised) and answer.type_name == failed.call.error else None
    granted = Tolerance(rtol=max(failed.tolerance.rtol, 1e-6), atol=failed.tolerance.atol)
    if not equals(failed.call.actual, answer, granted):
        return None
    if failed.scalar:
        return (
            failed.number,
        )  # a whole function is tried: each call counts, also where the right value is always 0
    if not failed.leaves:
        return numbers_in(answer, failed)
    found: list[object] = []
    for leaf in failed.leaves:
        some = _supporting_values(leaf, answer)
        if some is None:
            return None
        found += some
    return tuple(found)


def _supporting_values(leaf: Leaf, answer: object) -> Witnesses | None:
    for key in leaf.place:
        answer = answer[key]  # type: ignore[index]  # of the student's structure, so the place is there
    reading = read(answer)
    if reading is None:
        return None
    if leaf.kind in ("value", "nonfinite"):
        return witnesses(leaf, reading.numbers())
    return distinct_values(leaf, reading.numbers())

"""Which failing calls have to be explained before a mistake is named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.course import Task
from grader.diagnosis import Call
from grader.grading.mistake_search import _find, _missing_check, plain_data
from grader.model import Verdict
from grader.testing.equality import UNSTATED
from grader.testing.subject import FilePath
from grader.wire import Unsendable

TASK = Task(id="double", function="double", points=1.0)


class Thrice:
    """Known wrong answers: one that multiplies by 3 instead of 2, and converts integers as the statement says."""

    sentences = {"double__thrice": "You multiply by 3."}  # noqa: RUF012

    def of_task(self, _: Task) -> list[str]:
        return list(self.sentences)

    def answer(self, _: str, call: Call) -> Any:
        return 3.0 * np.asarray(call.args[0], dtype=np.float64)


def call(x: np.ndarray, actual: Any) -> Call:
    return Call(
        function="double", args=(x,), kwargs={}, actual=actual, expected=2.0 * np.asarray(x, np.float64)
    )


def thrice(n: int) -> Call:
    x = np.random.default_rng(n).normal(size=n)
    return call(x, 3 * x)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16", "int32"])
def test_a_mistake_is_named_though_integers_of_few_bits_overflow_as_well(dtype):
    """No known mistake explains what 3 * 100 is in int8."""
    x = np.array([100, 90, 80], dtype=dtype)
    overflowing = call(x, (3 * x).astype(np.float64) + (dtype == "int32"))
    found = _find(TASK, [[thrice(5), thrice(7), overflowing]], Thrice())
    assert found is not None
    assert found.id == "double__thrice"


def test_a_wrong_value_of_integers_of_64_bits_has_to_be_explained():
    x = np.array([100, 90, 80])
    found = _find(TASK, [[thrice(5), thrice(7), call(x, 4.0 * x)]], Thrice())
    assert found is None or found.id != "double__thrice"


def test_overflow_alone_is_no_known_mistake():
    x = np.array([100, 90, 80], dtype=np.int8)
    found = _find(TASK, [[call(x, (2 * x).astype(np.float64))]], Thrice())
    assert found is None or found.id != "double__thrice"


@pytest.mark.parametrize(
    "wrapped", [lambda file: file, lambda file: [1, {"to": (file,)}]], ids=["alone", "nested"]
)
def test_a_call_with_a_file_cannot_be_made_in_another_worker(wrapped):
    file = FilePath("model.pt", Path("/somewhere/model.pt"))
    with pytest.raises(Unsendable, match="a file that another worker does not have"):
        plain_data(Call(function="save", args=(wrapped(file),), kwargs={}, actual=1, expected=1))


@dataclass(frozen=True)
class Finished:
    """As much of an outcome as tells of a missing check."""

    verdict: Verdict
    rule: str = ""


def test_a_missing_check_is_named_by_its_rule_if_nothing_else_is_wrong():
    passed, failed = Finished(Verdict.PASSED), Finished(Verdict.FAILED, "f must be odd")
    found = _missing_check([passed, failed, failed])
    assert found.id == "check:missing"
    assert found.sentence.endswith("The rule: f must be odd.")
    assert _missing_check([passed, failed, Finished(Verdict.FAILED)]) is None
    assert _missing_check([failed, Finished(Verdict.FAILED, UNSTATED)]) == found
    assert _missing_check([Finished(Verdict.FAILED, UNSTATED)]) is None
    assert _missing_check([failed, Finished(Verdict.FAILED, "f must be at least 1")]) is None

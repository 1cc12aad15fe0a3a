"""``assert_close`` and ``assert_raises``, for properties a test states itself."""

from __future__ import annotations

import numpy as np
import pytest

from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.testing import Mismatch, WrongException, assert_close, assert_raises


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0, 1.0), (1, 1.0), (np.float32(0.5), 0.5), (np.ones((2, 3)), np.ones((2, 3))),
        ([1.0, (2.0, {"k": np.zeros(2)})], [1.0, (2.0, {"k": np.zeros(2)})]), (1.0 + 1e-8, 1.0), (1e-10, 0.0),
    ],
    ids=repr,
)  # fmt: skip
def test_equal_values_are_close(actual, expected):
    assert_close(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0 + 1e-6, 1.0), (None, 1.0), (np.empty((0, 5)), np.ones((3, 5))), (np.ones((5, 5)), np.ones(5)),
        (0.0, np.zeros((3, 4))), (True, 1.0), (1 + 0j, 1.0), (np.nan, 1.0), (np.inf, 1.0),
        ([1.0, 2.0], [1.0]), ({"a": 1.0}, {"b": 1.0}), ("1.0", 1.0), (np.ones(2), [1.0, 1.0]),
    ],
    ids=repr,
)  # fmt: skip
def test_what_numpy_would_forgive_is_a_mismatch(actual, expected):
    with pytest.raises(Mismatch):
        assert_close(actual, expected)


def test_the_tolerance_can_be_named():
    assert_close(1.1, 1.0, rtol=0.2)
    assert_close(0.1, 0.0, atol=0.2)
    with pytest.raises(Mismatch):
        assert_close(1.1, 1.0, atol=0.01, rtol=0.0)


def test_a_few_words_say_which_of_several_values_it_is():
    with pytest.raises(Mismatch, match=r"^the gradient: ") as caught:
        assert_close(2.0, 1.0, what="the gradient")
    assert caught.value.difference.kind == "value"
    assert caught.value.call is None


def raising(name, text="because"):
    def function(*args, **kwargs):
        raise StudentError(name, text)

    return function


@pytest.mark.parametrize(
    ("raised", "wanted"),
    [
        ("ValueError", "ValueError"), ("KeyError", "LookupError"), ("UnicodeDecodeError", "ValueError"),
        ("NotImplementedError", "NotImplementedError"), ("KeyError", "Exception"),
    ],
)  # fmt: skip
def test_the_named_exception_or_a_subclass_of_it_is_right(raised, wanted):
    assert_raises(wanted, raising(raised), 1, k=2)


@pytest.mark.parametrize(
    ("raised", "wanted"),
    [("TypeError", "ValueError"), ("LookupError", "KeyError"), ("ValueError", "NoSuchError")],
)
def test_another_exception_is_wrong_and_only_its_detail_tells_the_text(raised, wanted):
    with pytest.raises(WrongException, match=f"raised {raised} instead of {wanted}: because") as caught:
        assert_raises(wanted, raising(raised))
    assert "because" not in caught.value.brief
    assert wanted in caught.value.brief


def test_no_exception_is_wrong_and_the_type_of_the_value_is_reported():
    with pytest.raises(
        WrongException, match="returned a value of type list instead of raising ValueError"
    ) as caught:
        assert_raises("ValueError", lambda: [41])
    assert "list" not in caught.value.brief


def test_a_stub_stays_a_stub_even_where_a_runtime_error_is_asked_for():
    with pytest.raises(StudentError, match="NotImplementedError"):
        assert_raises("RuntimeError", raising("NotImplementedError"))


def test_a_limit_on_the_way_is_no_exception_of_the_students():
    def function():
        raise WorkerFailure("timeout", "Your code ran longer.")

    with pytest.raises(WorkerFailure):
        assert_raises("Exception", function)

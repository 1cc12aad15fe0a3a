"""The comparison is strict where numpy and torch are lenient, and its words reveal nothing they must not."""

from __future__ import annotations

import math
import re
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import pytest
import torch

from grader.diagnosis import Tolerance, ValueOrigin, difference
from grader.diagnosis.brief_sentence import MOST_PARTS, STEPS
from grader.diagnosis.difference import path_of
from grader.errors import CourseError

TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)
KIND = "The result holds the wrong kind of values. The test needed"
SIZE = "Some numbers are wrong, by up to"
ONE = "The number is wrong by up to"
WHOLE = "completely different: look at the formula, not at rounding."
NOTHING = "The value that the test looks at is None. The test needed"
EXACT = Tolerance(rtol=0.0, atol=0.0)


class Pair(NamedTuple):
    loss: float
    grad: np.ndarray


class Colour(IntEnum):
    RED = 1


class Lenient(np.ndarray):
    def __eq__(self, other):
        return True


class Liar(float):
    def __sub__(self, other):
        return 0.0


def kind_of(actual, expected, tolerance=TOLERANCE, **options) -> str | None:
    found = difference(actual, expected, tolerance, **options)
    return None if found is None else found.kind


REFUSED = [
    ("an empty array against any", np.empty((0, 5)), np.ones((3, 5)), "shape"),
    ("an empty array against a row", np.empty((0, 5)), np.ones(5), "shape"),
    ("an empty tensor against a row", torch.empty(0, 5), torch.ones(5), "shape"),
    ("two empty arrays of different shape", np.empty((0, 5)), np.empty((0, 4)), "shape"),
    ("what would broadcast to a matrix", np.ones(5), np.ones((5, 5)), "shape"),
    ("a matrix for a row", np.ones((5, 5)), np.ones(5), "shape"),
    ("a column for a row", np.ones((3, 1)), np.ones(3), "shape"),
    ("a number for an array", 0.0, np.zeros((3, 4)), "shape"),
    ("an array for a number", np.zeros((3, 4)), 0.0, "shape"),
    ("an array of one for a number", np.array([1.0]), 1.0, "shape"),
    ("a tensor of one for a number", torch.tensor([1.0]), 1.0, "shape"),
    ("True for 1.0", True, 1.0, "dtype"),
    ("True for 1", True, 1, "dtype"),
    ("1 for True", 1, True, "dtype"),
    ("1.0 for True", 1.0, True, "dtype"),
    ("np.True_ for 1.0", np.True_, 1.0, "dtype"),
    ("a float for an int", 3.0, 3, "dtype"),
    ("complex with zero imaginary part", 1 + 0j, 1.0, "dtype"),
    ("a complex array with zero imaginary part", np.ones(3, complex), np.ones(3), "dtype"),
    ("a real array for a complex one", np.ones(3), np.ones(3, complex), "dtype"),
    ("integers for floats in an array", np.ones(3, int), np.ones(3), "dtype"),
    ("booleans for integers", np.ones(3, bool), np.ones(3, int), "dtype"),
    ("a narrower float", np.ones(3, np.float32), np.ones(3), "dtype"),
    ("a wider float", np.ones(3), np.ones(3, np.float32), "dtype"),
    ("float16 for bfloat16", torch.ones(3).half(), torch.ones(3).bfloat16(), "dtype"),
    ("narrower complex numbers", np.ones(3, np.complex64), np.ones(3, complex), "dtype"),
    ("NaN for a number", math.nan, 1.0, "nonfinite"),
    ("NaN in an array", np.array([1.0, math.nan]), np.array([1.0, 2.0]), "nonfinite"),
    ("a number for NaN", np.array([1.0, 2.0]), np.array([1.0, math.nan]), "nonfinite"),
    ("NaN in the wrong place", np.array([math.nan, 1.0]), np.array([1.0, math.nan]), "nonfinite"),
    ("infinity of the wrong sign", -math.inf, math.inf, "nonfinite"),
    ("infinity for the largest float", math.inf, 1.7e308, "nonfinite"),
    ("NaN in an imaginary part", complex(1, math.nan), complex(1, 2), "nonfinite"),
    ("None", None, np.ones(3), "none_returned"),
    ("None within", (1.0, None), (1.0, 2.0), "none_returned"),
    ("a number for None", 1.0, None, "type"),
    ("a list for an array", [1.0, 2.0], np.array([1.0, 2.0]), "type"),
    ("an array for a list", np.array([1.0, 2.0]), [1.0, 2.0], "type"),
    ("an array for a tuple", np.array([1.0, 2.0]), (1.0, 2.0), "type"),
    ("a tensor for an array", torch.ones(3, dtype=torch.float64), np.ones(3), "type"),
    ("an array for a tensor", np.ones(3, np.float32), torch.ones(3), "type"),
    ("text for a number", "1.0", 1.0, "type"),
    ("a number for text", 1.0, "1.0", "type"),
    ("bytes for text", b"a", "a", "type"),
    ("another text", "a", "b", "value"),
    ("an object array", np.array([1.0], object), np.array([1.0]), "type"),
    ("a subclass of ndarray", np.ones(3).view(Lenient), np.zeros(3), "type"),
    ("a subclass of float", Liar(5.0), 1.0, "type"),
    ("an enum for an int", Colour.RED, 1, "type"),
    ("an object of any other kind", object(), 1.0, "type"),
    ("two objects", object(), object(), "type"),
    ("a sparse tensor", torch.eye(3).to_sparse(), torch.eye(3), "type"),
    ("a shorter tuple", (1.0,), (1.0, 2.0), "length"),
    ("a longer list", [1.0, 2.0, 3.0], [1.0, 2.0], "length"),
    ("a missing key", {"a": 1.0}, {"a": 1.0, "b": 2.0}, "keys"),
    ("a surplus key", {"a": 1.0, "b": 2.0}, {"a": 1.0}, "keys"),
    ("True as a key for 1", {True: 1.0}, {1: 1.0}, "keys"),
    ("a tuple for a dict", (1.0,), {"a": 1.0}, "type"),
    ("another integer", 4, 5, "value"),
    ("another huge integer", 10**400 + 1, 10**400, "value"),
    ("a label one off, below any tolerance", np.array([10**9]), np.array([10**9 + 1]), "value"),
    ("another truth value", np.array([True, False]), np.array([True, True]), "value"),
    ("arrays of other text", np.array(["a", "b"]), np.array(["a", "c"]), "value"),
    ("arrays of bytes for text", np.array([b"a"]), np.array(["a"]), "dtype"),
    ("a number too far off", 1.0 + 1e-6, 1.0, "value"),
    ("a wrong imaginary part", np.array([1 + 1e-3j]), np.array([1 + 0j]), "value"),
    ("float16 precision", np.ones(3) * np.float64(np.float16(0.1)), np.ones(3) * 0.1, "value"),
]


@pytest.mark.parametrize(("what", "actual", "expected", "kind"), REFUSED, ids=[case[0] for case in REFUSED])
def test_the_comparison_refuses(what, actual, expected, kind):
    found = difference(actual, expected, TOLERANCE)
    assert found is not None, what
    assert found.kind == kind
    assert found.brief.endswith(".")
    assert "\n" not in found.brief
    assert 1 <= len(found.detail.splitlines()) <= 12


ACCEPTED = [
    ("the same array", np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3)),
    ("rounding", 1.0 + 1e-9, 1.0),
    ("an int for a float", 3, 3.0),
    ("a 0-d int array for a float", np.array(3), 3.0),
    ("a 0-d array for a float", np.array(2.5), 2.5),
    ("a numpy scalar for a float", np.float64(2.5), 2.5),
    ("a float for a 0-d array", 2.5, np.array(2.5)),
    ("a 0-d tensor for a float", torch.tensor(2.5), 2.5),
    ("a float for a 0-d tensor", 2.5, torch.tensor(2.5)),
    ("np.bool_ for bool", np.True_, True),
    ("bool for np.bool_", False, np.False_),
    ("a list for a tuple", [1.0, 2.0], (1.0, 2.0)),
    ("a tuple for a list", (1.0, 2.0), [1.0, 2.0]),
    ("a tuple for a named tuple", (1.0, np.ones(2)), Pair(1.0, np.ones(2))),
    ("NaN where NaN is right", np.array([math.nan, 1.0]), np.array([math.nan, 1.0])),
    ("infinity where it is right", np.array([math.inf, -math.inf]), np.array([math.inf, -math.inf])),
    ("complex infinity", complex(math.inf, 1.0), complex(math.inf, 1.0)),
    ("empty arrays of one shape", np.empty((0, 5)), np.empty((0, 5))),
    ("int32 for int64", np.arange(3, dtype=np.int32), np.arange(3)),
    ("another byte order", np.arange(3, dtype=">f8"), np.arange(3.0)),
    ("a strided view", np.arange(12.0)[::2], np.arange(0.0, 12.0, 2.0)),
    ("a tensor", torch.arange(3.0), torch.arange(3.0)),
    ("a tensor that requires grad", torch.ones(3, requires_grad=True), torch.ones(3)),
    ("a parameter", torch.nn.Parameter(torch.ones(3)), torch.ones(3)),
    ("a bfloat16 tensor", torch.ones(3).bfloat16(), torch.ones(3).bfloat16()),
    ("a conjugated tensor", torch.tensor([1 - 2j]), torch.tensor([1 + 2j]).conj()),
    ("None where None is right", None, None),
    ("the same text", "relu", "relu"),
    ("numpy text", np.str_("relu"), "relu"),
    ("bytes", b"ab", b"ab"),
    ("huge integers", 10**400, 10**400),
    ("dicts in another order", {"b": 1.0, "a": 2.0}, {"a": 2.0, "b": 1.0}),
    ("nested parts", (1.0, {"dW": [np.ones(2), None]}), (1.0, {"dW": [np.ones(2), None]})),
]


@pytest.mark.parametrize(("what", "actual", "expected"), ACCEPTED, ids=[case[0] for case in ACCEPTED])
def test_the_comparison_accepts(what, actual, expected):
    assert difference(actual, expected, TOLERANCE) is None, what


def test_families_of_arrays_stand_for_each_other_where_the_test_accepts_them():
    row = np.arange(3.0)
    assert kind_of(torch.from_numpy(row), row, accept=("torch",)) is None
    assert kind_of(row, torch.from_numpy(row), accept=("numpy",)) is None
    assert kind_of(row, torch.from_numpy(row), accept=("torch",)) == "type"


@pytest.mark.parametrize(
    ("dtype", "inside", "outside"), [(np.float32, 0.8e-5, 3e-5), (np.float16, 0.7e-2, 3e-2)]
)
def test_results_of_low_precision_get_a_floor_relative_to_the_scale_of_the_array(dtype, inside, outside):
    expected = np.array([1.0, 0.0, 0.5], dtype)
    off = np.array([0.0, 1.0, 0.0])
    assert kind_of((expected + off * inside).astype(dtype), expected) is None
    assert kind_of((expected + off * outside).astype(dtype), expected) == "value"
    assert kind_of(expected.astype(np.float64) + off * inside, expected.astype(np.float64)) == "value"


def test_bfloat16_has_a_floor_of_its_own():
    expected = torch.tensor([1.0, 0.0]).bfloat16()
    assert kind_of(expected + torch.tensor([0.0, 0.015]).bfloat16(), expected) is None
    assert kind_of(expected + torch.tensor([0.0, 0.03]).bfloat16(), expected) == "value"


def test_a_tolerance_of_zero_has_no_floor():
    expected = np.array([1.0, 0.0], np.float32)
    assert kind_of(expected + np.float32(1e-7), expected, EXACT) == "value"
    assert kind_of(expected.copy(), expected, EXACT) is None


def test_the_tolerance_is_absolute_plus_relative():
    assert kind_of(100.0 + 1.09, 100.0, Tolerance(rtol=0.01, atol=0.1)) is None
    assert kind_of(100.0 + 1.11, 100.0, Tolerance(rtol=0.01, atol=0.1)) == "value"
    assert kind_of(np.array([101.11]), np.array([100.0]), Tolerance(rtol=0.01, atol=0.1)) == "value"


@pytest.mark.parametrize(("name", "value"), [("rtol", -1.0), ("atol", math.nan), ("rtol", math.inf)])
def test_a_tolerance_that_is_no_number_is_refused_with_its_name(name, value):
    with pytest.raises(CourseError, match=rf"'{name}' must be a finite number >= 0\. Got {value!r} instead"):
        Tolerance(**{"rtol": 0.0, "atol": 0.0, name: value})


def test_the_difference_to_mend_first_is_told_first():
    actual = (1.0, np.ones((2, 3)), None)
    expected = (2.0, np.ones((3, 2)), np.ones(2))
    assert kind_of(actual, expected) == "none_returned"
    assert kind_of(actual[:2], expected[:2]) == "shape"


def test_the_path_leads_to_the_part():
    expected = (1.0, {"dW": np.ones(3), "layer 2": [0.0, 1.0]})
    found = difference((1.0, {"dW": np.zeros(3), "layer 2": [0.0, 1.0]}), expected, TOLERANCE)
    assert found is not None
    assert found.path == "[1].dW"
    assert found.detail.startswith("at [1].dW:")
    assert path_of(("dW", 0)) == "dW[0]"
    assert path_of((1, "layer 2")) == "[1]['layer 2']"
    assert path_of(()) == ""


def test_the_detail_of_wrong_values_names_the_worst_element_and_both_values():
    expected = np.arange(6.0).reshape(2, 3)
    actual = expected + np.array([[0.0, 0.5, 0.0], [0.0, 0.0, -2.0]])
    found = difference(actual, expected, TOLERANCE)
    assert found is not None
    assert "2 of 6 elements differ" in found.detail
    assert "worst at index [1, 2]: expected 5, got 3" in found.detail
    assert "shape (2, 3), float64" in found.detail
    assert found.brief == f"The numbers are {WHOLE}"


def test_short_rows_are_shown_whole():
    found = difference(np.array([1.0, 2.5]), np.array([1.0, 2.0]), TOLERANCE)
    assert found is not None
    assert "expected [1, 2]" in found.detail
    assert "got      [1, 2.5]" in found.detail


def test_the_detail_of_a_shape_names_the_axis():
    found = difference(np.ones((7, 4)), np.ones((7, 5)), TOLERANCE)
    assert found is not None
    assert found.brief == "The result has the wrong shape."
    assert "axis 1: expected length 5, got 4" in found.detail
    fewer = difference(np.ones(7), np.ones((7, 5)), TOLERANCE)
    assert fewer is not None
    assert "2 axes expected, got 1" in fewer.detail


def test_the_detail_of_keys_lists_missing_and_surplus_ones():
    found = difference({"W": 1.0}, {"dW": 1.0}, TOLERANCE)
    assert found is not None
    assert "missing keys: 'dW'" in found.detail
    assert "keys not asked for: 'W'" in found.detail


@pytest.mark.parametrize(
    ("actual", "expected", "brief"),
    [
        (None, np.ones(2), f"{NOTHING} an array."),
        ((None, 1.0), (np.ones(2), 1.0), "A part of the result is None. The test needed an array."),
        (None, 1.0, f"{NOTHING} a single number."),
        (None, True, f"{NOTHING} True or False."),
        (None, (1.0, 2.0), f"{NOTHING} a tuple."),
        (None, torch.ones(2), f"{NOTHING} a tensor."),
        ([1.0], np.ones(1), "The result has the wrong type. The test needed an array."),
        (1.0, "a", "The result has the wrong type. The test needed a string."),
        (1.0, None, "The result has the wrong type. The test needed None."),
        ((1.0,), (1.0, 2.0), "The result has the wrong number of parts."),
        ({}, {"a": 1}, "The result has the wrong keys."),
        (np.ones(2, int), np.ones(2), f"{KIND} floating-point numbers."),
        (np.ones(2), np.ones(2, int), f"{KIND} integers."),
        (np.ones(2, "f4"), np.ones(2), "You returned float32 where float64 is right."),
        (np.ones(2), np.ones(2, "f4"), "You returned float64 where float32 is right."),
        (torch.ones(2).half(), torch.ones(2).bfloat16(), "You returned float16 where bfloat16 is right."),
        (np.ones(2, np.longdouble), np.ones(2), "You returned another kind of floating-point number than float64."),
        (math.nan, 1.0, "The result holds NaN or infinity where finite numbers are right."),
        (1.0, math.nan, "The result must hold NaN or infinity at some places; yours does not."),
        ("a", "b", "The text differs from the right one."),
        (True, False, "Some truth values are wrong."),
        (0.0, 1.0, f"The number is {WHOLE}"),
        (5.0, 0.0, f"The number is {WHOLE}"),
        (0.625, 0.6, f"{ONE} 10 %."),
        (0.8, 1.0, f"{ONE} 30 %."),
        (1.002, 1.0, f"{ONE} 1 %."),
        (501.0, 1.0, f"The number is {WHOLE}"),
        (np.array([1.0, 4.08]), np.array([1.0, 4.0]), f"{SIZE} 3 % of the largest one."),
        (np.array([0.0, 4.0]), np.array([1.0, 4.0]), f"{SIZE} 30 % of the largest one."),
        (-1.0, 1.0, f"The number is {WHOLE}"),
        (3, 4, "The number is wrong."),
        (np.array([1, 3]), np.array([1, 2]), "Some numbers are wrong."),
    ],
)  # fmt: skip
def test_the_brief_is_one_of_a_closed_set(actual, expected, brief):
    found = difference(actual, expected, TOLERANCE)
    assert found is not None
    assert found.brief == brief


def test_the_brief_holds_nothing_the_students_code_made():
    """Shapes, values, keys and texts are channels for hidden inputs."""
    secret = 73196
    for actual in (
        np.zeros(secret),
        {str(secret): 1.0, secret: 2.0},
        str(secret),
        np.array([float(secret)]),
        secret,
        tuple(range(secret % 100)),
        type(f"T{secret}", (), {})(),
    ):
        for expected in (np.ones(3), 1.0, {"a": 1.0}, (1.0, 2.0), "text", None):
            found = difference(actual, expected, TOLERANCE)
            assert found is not None
            assert str(secret) not in found.brief
            assert str(secret) not in found.path
            assert set(re.findall(r"\d+", found.brief)) <= set(map(str, STEPS))


def test_differences_of_rounding_are_called_tiny():
    exact = Tolerance(rtol=0.0, atol=0.0)
    found = difference(np.array([1.0, 2.0 + 1e-15]), np.array([1.0, 2.0]), exact)
    assert found is not None
    assert found.brief == "Tiny differences where this test needs exact values."
    one = difference(2.0 + 1e-15, 2.0, exact)
    assert one is not None
    assert one.brief == "A tiny difference where this test needs the exact value."


def test_a_value_is_none_for_one_of_three_reasons():
    """A function without return, a gradient that does not exist, or a part that was never set."""
    right = np.ones(2)
    for none, start in (
        ("returned", "Your function returned nothing. Is `return` missing?"),
        ("gradient", "The result has no gradient: something cut it from the inputs."),
        ("", "The value that the test looks at is None."),
    ):
        found = difference(None, right, TOLERANCE, origin=ValueOrigin(none=none))
        assert found is not None
        assert found.brief.startswith(start)
    part = difference((None, right), (right, right), TOLERANCE, origin=ValueOrigin(none="returned"))
    assert part is not None
    assert part.brief == "A part of the result is None. The test needed an array."


def test_a_part_with_another_shape_is_named_by_place_and_by_the_references_name():
    x, y = np.ones(2), np.ones(3)

    def brief(actual, expected, *names):
        found = difference(actual, expected, TOLERANCE, origin=ValueOrigin(parts=names))
        assert found is not None
        return found.brief

    wrong = "has the wrong shape."
    assert brief((y, x), (x, x), "dx", "dW") == f"The first result (`dx`) {wrong}"
    assert brief((x, y), (x, x)) == f"The second result {wrong}"
    assert brief((x, y), (x, x), "one name for two") == f"The second result {wrong}"
    assert brief((x, (x, y)), (x, (x, x)), "y", "running") == f"The second result (`running`) {wrong}"
    assert brief({"dW": y}, {"dW": x}) == f"The part `dW` {wrong}"
    assert brief({"layer 2": y}, {"layer 2": x}) == f"The result {wrong}"
    assert brief([y, x], [x, x]) == f"The result {wrong}"
    assert brief((y, *[x] * MOST_PARTS), (x,) * (MOST_PARTS + 1)) == f"The result {wrong}"


def test_another_width_is_named_with_the_width_of_the_inputs():
    found = difference(np.ones(2), np.ones(2, "f4"), TOLERANCE, origin=ValueOrigin(input_dtype="float32"))
    assert found is not None
    assert found.brief == "You returned float64 for float32 input."


def test_an_object_is_told_by_the_name_of_its_type_only():
    class Layer:
        def __repr__(self) -> str:
            raise AssertionError("never asked for its text")

    found = difference(Layer(), np.ones(2), TOLERANCE)
    assert found is not None
    assert "Layer" in found.detail
    assert difference({Layer(): 1.0}, {"a": 1.0}, TOLERANCE) is not None


def test_results_nested_beyond_any_use_are_refused_and_do_not_end_the_grader():
    deep: list[object] = []
    for _ in range(10_000):
        deep = [deep]
    assert kind_of(deep, [[1.0]]) == "type"
    assert kind_of(deep, deep) == "type"


def test_numbers_that_differ_late_are_shown_with_the_digit_that_differs():
    found = difference(1 / 3 + 1e-7, 1 / 3, TOLERANCE)
    assert found is not None
    assert found.detail == "expected 0.3333333333\ngot      0.3333334333"

"""Whatever a student returns, the comparison answers, and the package loads fast and without torch."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import grader.diagnosis
from grader.diagnosis import Call, Raised, Tolerance, difference, explain, match_wrong

TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)
RELAXED = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))

DTYPES = st.sampled_from(
    [
        np.float64,
        np.float32,
        np.float16,
        np.int64,
        np.uint8,
        np.bool_,
        np.complex128,
        np.complex64,
        "U3",
        "S2",
        object,
    ]
)
SHAPES = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
ARRAYS = st.deferred(
    lambda: st.tuples(DTYPES, SHAPES, st.integers(0, 10**6)).map(lambda drawn: array_of(*drawn))
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**400), 2**63, 2**64]),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=3),
    st.binary(max_size=3),
    st.sampled_from([object(), np.float32(1.5), np.str_("a"), np.datetime64("2020-01-01"), range(3), {1, 2}]),
)
TENSORS = st.sampled_from(
    [
        torch.ones(3),
        torch.ones(2, 2).bfloat16(),
        torch.tensor(math.nan),
        torch.tensor([True, False]),
        torch.tensor([1 + 2j]).conj(),
        torch.empty(0, 3),
        torch.eye(2).to_sparse(),
        torch.empty(2, device="meta"),
        torch.ones(2, dtype=torch.float8_e5m2),
    ]
)
VALUES = st.recursive(
    st.one_of(SCALARS, ARRAYS, TENSORS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.one_of(st.text(max_size=2), st.integers(), st.booleans()), inner, max_size=3),
    ),
    max_leaves=6,
)


def array_of(dtype, shape: tuple[int, ...], seed: int) -> np.ndarray:
    """Random numbers of a dtype, with the odd NaN, infinity and zero."""
    rng = np.random.default_rng(seed)
    numbers = rng.normal(size=shape) * 10.0 ** rng.integers(-3, 3)
    if np.dtype(dtype).kind in "fc":
        odd = rng.random(shape)
        numbers = np.where(
            odd < 0.1, math.nan, np.where(odd > 0.9, math.inf, np.where(odd > 0.8, 0.0, numbers))
        )
    with np.errstate(all="ignore"):
        return np.asarray(np.abs(numbers) * 9 if dtype is np.uint8 else numbers).astype(dtype)


@RELAXED
@given(VALUES, VALUES)
def test_any_two_values_are_compared(actual, expected):
    found = difference(actual, expected, TOLERANCE, accept=("numpy", "torch"))
    if found is not None:
        assert found.brief.endswith(".")
        assert len(found.detail.splitlines()) <= 12


@RELAXED
@given(VALUES)
def test_a_value_equals_itself_and_never_more_than_itself(value):
    assert difference(value, value, TOLERANCE) is None
    assert difference((value, 1.0), (value, 2.0), TOLERANCE) is not None


@RELAXED
@given(st.lists(st.tuples(VALUES, VALUES, VALUES, st.sampled_from(["", "", "ValueError"])), max_size=4))
def test_any_calls_are_explained_or_not(drawn):
    calls = [
        Call(function="f", args=(x,), actual=actual, expected=expected, args_after=(x,), error=error)
        for x, actual, expected, error in drawn
    ]
    finding = explain(calls, TOLERANCE)
    assert finding is None or finding.sentence.endswith(".")
    known = {"same": [call.actual for call in calls], "raised": [Raised("ValueError")] * len(calls)}
    assert set(match_wrong(calls, known, TOLERANCE)) <= set(known)


@RELAXED
@given(st.lists(st.tuples(ARRAYS, ARRAYS, st.integers(0, 5)), min_size=2, max_size=4))
def test_any_arrays_are_explained_or_not(drawn):
    """Results of the right shape and dtype, so that the numeric probes are reached."""
    calls = []
    for x, expected, seed in drawn:
        actual = array_of(expected.dtype, expected.shape, seed)
        calls.append(Call(function="f", args=(x,), kwargs={"y": expected}, actual=actual, expected=expected))
    finding = explain(calls, TOLERANCE)
    assert finding is None or finding.id


@pytest.mark.parametrize("value", [1e308, -1e308, 5e-324, math.inf, -math.inf, math.nan, 0.0])
def test_extreme_numbers_are_explained_without_a_warning(value):
    calls = []
    for n in (4, 5, 6):
        expected = np.linspace(-1, 1, n) * 1e307
        actual = expected.copy()
        actual[1:] = value
        calls.append(Call(function="f", args=(np.ones(n),), actual=actual, expected=expected))
    finding = explain(calls, TOLERANCE)
    assert finding is None or finding.sentence


def test_large_results_are_not_searched():
    """The guards hold: an array too large for permutations, and one too large for any relation."""
    rng = np.random.default_rng(0)
    for size in (200_000, 1_100_000):
        calls = []
        for n in (size, size + 1):
            right = rng.normal(size=n)
            calls.append(Call(function="f", args=(n,), actual=rng.permutation(right), expected=right))
        assert explain(calls, TOLERANCE) is None


def test_long_lists_of_wrong_numbers_are_compared_quickly_and_told_shortly():
    right = [float(k) for k in range(20_000)]
    calls = [
        Call(function="f", args=(n,), actual=[k + 1 for k in right[:n]], expected=right[:n])
        for n in (20_000, 9_000)
    ]
    assert explain(calls, TOLERANCE) is None
    found = difference(calls[0].actual, calls[0].expected, TOLERANCE)
    assert found is not None
    assert found.path == "[0]"


def test_the_package_loads_neither_torch_nor_anything_slow():
    code = (
        "import sys, grader.diagnosis as f\n"
        "f.explain, f.match_wrong\n"
        "print(*sorted({'torch', 'scipy', 'pandas', 'rich', 'jinja2', 'pytest'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_probes_load_with_their_first_use():
    code = "import sys, grader.diagnosis as f\nf.difference\nprint('grader.diagnosis.scale' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'explanations'"):
        grader.diagnosis.explanations  # noqa: B018

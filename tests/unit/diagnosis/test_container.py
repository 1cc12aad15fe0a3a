"""What is proved when the shape, the container, the dtype or the finiteness of a result is wrong."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from grader.diagnosis import NOT_ASKED, Call, Tolerance, explain

TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)
MATRICES = ((5, 4), (7, 3), (6, 8))


def calls_of(wrong, right, shapes=MATRICES) -> list[Call]:
    rng = np.random.default_rng(11)
    inputs = [rng.normal(1.0, 2.0, size=shape) for shape in shapes]
    return [Call(function="f", args=(x,), actual=wrong(x), expected=right(x)) for x in inputs]


def found(calls) -> str:
    finding = explain(calls, TOLERANCE)
    return "" if finding is None else finding.id


def nan_where(mask, right):
    return np.where(mask, math.nan, right)


SHAPES = [
    ("layout:transposed", lambda x: np.sin(x).T, np.sin),
    ("layout:axes", lambda x: np.sin(x)[:, None].transpose(1, 2, 0), lambda x: np.sin(x)[:, None]),
    ("shape:axis_lost", lambda x: x.sum(axis=1), lambda x: x.sum(axis=1, keepdims=True)),
    ("shape:axis_kept", lambda x: x.sum(axis=1, keepdims=True), lambda x: x.sum(axis=1)),
    ("shape:flattened", lambda x: np.sin(x).ravel(), np.sin),
    ("shape:reshaped", lambda x: np.sin(x).reshape(x.shape[1], -1), np.sin),
    ("shape:summed", lambda x: np.sin(x).sum(axis=0), np.sin),
    ("shape:summed", lambda x: np.sin(x).sum(axis=1, keepdims=True), np.sin),
    ("shape:averaged", lambda x: np.sin(x).mean(axis=1), np.sin),
    ("shape:averaged", lambda x: float(np.sin(x).mean()), np.sin),
    ("shape:sum_missing", np.sin, lambda x: np.sin(x).sum(axis=0)),
    ("shape:mean_missing", np.sin, lambda x: np.sin(x).mean(axis=1)),
    ("shape:mean_missing", np.sin, lambda x: float(np.sin(x).mean())),
    ("shape:last_missing", lambda x: np.sin(x)[:-1], np.sin),
    ("shape:first_missing", lambda x: np.sin(x)[1:], np.sin),
    ("shape:last_extra", lambda x: np.concatenate([np.sin(x), x[:1]]), np.sin),
    ("shape:first_extra", lambda x: np.concatenate([x[:1], np.sin(x)]), np.sin),
    ("shape:broadcast", lambda x: x[:, 0] - x[:, :1], lambda x: x[:, 0] - x[:, 1]),
]
CONTAINERS = [
    ("parts:swapped", lambda x: (np.cos(x), np.sin(x)), lambda x: (np.sin(x), np.cos(x))),
    ("parts:swapped", lambda x: (x.sum(axis=0), np.sin(x)), lambda x: (np.sin(x), x.sum(axis=0))),
    ("parts:order", lambda x: (x**2, np.sin(x), x + 1), lambda x: (np.sin(x), x + 1, x**2)),
    ("parts:only_2", np.cos, lambda x: (np.sin(x), np.cos(x))),
    ("parts:too_many", lambda x: (np.sin(x), {"x": x}), np.sin),
    ("type:list", lambda x: np.sin(x).tolist(), np.sin),
    ("dtype:truncated", lambda x: (3 * x).astype(int), lambda x: 3 * x),
    ("dtype:only", lambda x: np.sin(x).astype(np.float32), np.sin),
    ("dtype:only", lambda x: np.round(x), lambda x: np.round(x).astype(int)),
    ("input:returned_1", lambda x: x, lambda x: x.sum(axis=0)),
]
NANS = [
    ("nan:everywhere", lambda x: np.full_like(x, math.nan), np.sin),
    ("nan:everywhere", lambda x: np.full_like(x, math.inf), np.sin),
    ("nan:right_is_zero", lambda x: nan_where(x < 1, x), lambda x: np.where(x < 1, 0.0, x)),
]
ALL = SHAPES + CONTAINERS + NANS
IDS = [f"{name}-{number}" for number, (name, *_) in enumerate(ALL)]


@pytest.mark.parametrize(("name", "wrong", "right"), ALL, ids=IDS)
def test_a_relation_that_holds_in_every_call_is_named(name, wrong, right):
    assert found(calls_of(wrong, right)) == name


def test_of_a_lone_number_no_array_is_spoken_of():
    calls = calls_of(lambda x: float(np.round(x.sum())), lambda x: int(np.round(x.sum())))
    finding = explain(calls, TOLERANCE)
    assert finding is not None
    assert finding.id == "dtype:only"
    assert "another kind of number" in finding.sentence


@pytest.mark.parametrize(("name", "wrong", "right"), SHAPES[:-1] + CONTAINERS)
def test_a_relation_to_other_numbers_is_not_named(name, wrong, right):
    """The same shapes, containers and dtypes with numbers that have nothing to do with the right ones."""
    calls = calls_of(lambda x: wrong(x[::-1, ::-1] ** 3 / 7 - 0.4), right)
    assert found(calls) != name


@pytest.mark.parametrize(("name", "wrong", "right"), ALL, ids=IDS)
def test_a_relation_that_fails_in_one_call_is_not_named(name, wrong, right):
    last = Call(
        function="f", args=(np.ones(3),), actual=np.array([[2.0, math.nan]]), expected=np.array([[1.0, 2.0]])
    )
    assert found([*calls_of(wrong, right), last]) != name


@pytest.mark.parametrize(("name", "wrong", "right"), ALL, ids=IDS)
def test_a_relation_in_one_call_alone_is_not_named(name, wrong, right):
    assert found(calls_of(wrong, right)[:1]) == ""


def spotted(mark, right, shapes=MATRICES) -> list[Call]:
    """Calls whose inputs ``mark`` prepares; the result is NaN where it says."""
    rng = np.random.default_rng(12)
    calls = []
    for shape in shapes:
        x = rng.normal(1.0, 2.0, size=shape)
        bad = mark(x, rng)
        expected = right(x)
        actual = nan_where(np.broadcast_to(bad, expected.shape), expected)
        calls.append(Call(function="f", args=(x,), actual=actual, expected=expected))
    return calls


def zeros_in(x, rng):
    x[rng.random(x.shape) < 0.3] = 0.0
    return x == 0


def large_rows(x, rng):
    x[1:3, 0] = 1000.0
    return (np.abs(x) > 700).any(axis=1, keepdims=True)


def constant_columns(x, rng):
    x[:, 1] = 5.0
    return (x == x[0]).all(axis=0)


def missing_values(x, rng):
    x[2, 1] = x[3, 0] = math.nan
    return np.isnan(x).any(axis=0)


def columns_by_chance(x, rng):
    return rng.random(x.shape[1]) < 0.5


@pytest.mark.parametrize(
    ("name", "mark", "right"),
    [
        ("nan:input_is_zero", zeros_in, lambda x: np.sin(x) + 2),
        ("nan:overflow", large_rows, lambda x: np.tanh(x)),
        ("nan:input_is_constant", constant_columns, lambda x: x - x.mean(axis=0) + 3),
        ("nan:input_is_nan", missing_values, lambda x: np.nanmean(x, axis=0)),
        ("", columns_by_chance, lambda x: np.tanh(x)),
    ],
)
def test_nan_is_traced_to_what_the_input_holds_there(name, mark, right):
    assert found(spotted(mark, right)) == name


def test_nan_from_zeros_is_not_named_if_one_zero_came_through():
    calls = spotted(zeros_in, lambda x: np.sin(x) + 2)
    wrong = calls[-1].actual
    wrong[np.isnan(wrong)] = np.where(np.arange(np.isnan(wrong).sum()) == 0, 9.0, math.nan)
    assert found(calls) == ""


def test_shape_relations_need_values_that_agree():
    rng = np.random.default_rng(0)
    assert found(calls_of(lambda x: rng.normal(size=x.T.shape), np.sin)) == ""
    assert found(calls_of(lambda x: rng.normal(size=len(x)), lambda x: x[:, :1])) == ""


def test_a_square_and_an_oblong_transpose_are_one_mistake():
    calls = calls_of(lambda x: np.sin(x).T, np.sin, shapes=((4, 4), (5, 3)))
    assert found(calls) == "layout:transposed"


def test_calls_that_fail_in_different_ways_have_no_common_explanation():
    calls = calls_of(lambda x: 2 * np.sin(x), np.sin)
    calls[0] = Call(function="f", args=calls[0].args, actual=np.ones(9), expected=calls[0].expected)
    assert found(calls) == ""


def test_a_call_that_raised_is_not_explained_by_numbers():
    calls = calls_of(lambda x: 2 * np.sin(x), np.sin)
    assert found(calls) == "factor:2"
    raised = Call(function="f", args=(1,), actual=None, expected=np.ones(3), error="ValueError")
    assert found([*calls, raised]) == ""


def test_an_input_that_was_modified_is_told_before_all_else():
    calls = calls_of(lambda x: 2 * np.sin(x), np.sin)
    one = calls[1]
    calls[1] = Call(
        function="f",
        args=(3, one.args[0]),
        actual=one.actual,
        expected=one.expected,
        args_after=(3, one.args[0] + 1e-12),
    )
    finding = explain(calls, TOLERANCE)
    assert finding is not None
    assert finding.id == "input:modified"
    assert finding.sentence == "Your function changes its argument 2; work on a copy of it."


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (np.array([1.0, math.nan]), np.array([1.0, math.nan]), ""),
        (np.array([1.0, 2.0], np.float32), np.array([1.0, 2.0000002], np.float32), "input:modified"),
        ([1.0, 2.0], [1.0, 2.0, 3.0], "input:modified"),
        ({"W": np.ones(2)}, {"W": np.zeros(2)}, "input:modified"),
        (torch.ones(2), torch.zeros(2), "input:modified"),
        (torch.ones(2), torch.ones(2), ""),
        ([None, "a"], [None, "b"], "input:modified"),
        (object(), object(), ""),
    ],
)
def test_a_modified_input_is_told_from_one_left_alone(before, after, name):
    call = Call(function="f", args=(before,), actual=1.0, expected=1.0, args_after=(after,))
    assert found([call]) == name


def test_one_second_answer_that_differs_is_proof_enough():
    call = Call(
        function="f", args=(), actual=np.ones(3), expected=np.zeros(3), again=np.array([1.0, 1.0, 2.0])
    )
    assert found([call]) == "state:not_deterministic"
    none = Call(function="f", args=(), actual=1.0, expected=0.0, again=None)
    assert found([none]) == "state:not_deterministic"


@pytest.mark.parametrize("again", [np.ones(3), np.ones(3) + 1e-12, NOT_ASKED])
def test_the_same_second_answer_is_no_finding(again):
    assert found([Call(function="f", args=(), actual=np.ones(3), expected=np.zeros(3), again=again)]) == ""


def test_a_function_that_was_not_asked_again_says_so():
    assert repr(Call(function="f", args=(), actual=1, expected=2).again) == "NOT_ASKED"


def test_scalars_that_are_nan_just_when_zero_is_right_are_named():
    calls = [Call(function="f", args=(np.ones(n),), actual=math.nan, expected=0.0) for n in (3, 4, 5)]
    assert found(calls) == "nan:right_is_zero"
    assert found(calls[:2]) == ""
    other = Call(function="f", args=(np.ones(6),), actual=math.nan, expected=0.5)
    assert found([*calls, other]) == ""

"""A known wrong answer is named only where it explains everything, and nothing else does."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from grader.diagnosis import Call, Raised, Tolerance, match_wrong

TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)
SHAPES = ((5, 4), (7, 3))


def right(x):
    return x - x.mean(axis=0)


def by_rows(x):
    return x - x.mean(axis=1, keepdims=True)


def inputs(shapes=SHAPES):
    rng = np.random.default_rng(0)
    return [rng.normal(size=shape) for shape in shapes]


def calls_of(student, truth=right, shapes=SHAPES) -> list[Call]:
    return [Call(function="f", args=(x,), actual=student(x), expected=truth(x)) for x in inputs(shapes)]


def answers(**functions) -> dict[str, list[object]]:
    return {name: [function(x) for x in inputs()] for name, function in functions.items()}


KNOWN = answers(by_rows=by_rows, plain=lambda x: x, doubled=lambda x: 2 * right(x))


def test_the_one_answer_that_fits_is_named():
    assert match_wrong(calls_of(by_rows), KNOWN, TOLERANCE) == ["by_rows"]


def test_rounding_does_not_hide_it():
    calls = calls_of(lambda x: by_rows(x) * (1 + 3e-7))
    assert match_wrong(calls, KNOWN, TOLERANCE) == ["by_rows"]


def test_another_wrong_answer_is_not_taken_for_it():
    assert match_wrong(calls_of(lambda x: by_rows(x) * 1.01), KNOWN, TOLERANCE) == []


def test_it_must_explain_every_failing_call():
    calls = calls_of(by_rows)
    calls[1] = calls_of(lambda x: x**2)[1]
    assert match_wrong(calls, KNOWN, TOLERANCE) == []


def test_a_call_where_the_known_answer_is_right_is_not_explained_by_it():
    known = {"sometimes": [by_rows(inputs()[0]), right(inputs()[1])]}
    assert match_wrong(calls_of(by_rows), known, TOLERANCE) == []


def test_one_call_is_not_enough():
    assert match_wrong(calls_of(by_rows)[:1], KNOWN, TOLERANCE) == []


def test_calls_of_one_size_are_not_enough():
    rng = np.random.default_rng(3)
    xs = [rng.normal(size=(5, 4)) for _ in range(4)]
    calls = [Call(function="f", args=(x,), actual=by_rows(x), expected=right(x)) for x in xs]
    assert match_wrong(calls, {"by_rows": [by_rows(x) for x in xs]}, TOLERANCE) == []


def test_scalars_need_three_calls():
    xs = inputs(((5, 4), (7, 3), (6, 8)))
    calls = [Call(function="f", args=(x,), actual=float(x.sum()), expected=float(x.mean())) for x in xs]
    known = {"sum": [float(x.sum()) for x in xs]}
    assert match_wrong(calls[:2], known, TOLERANCE) == []
    assert match_wrong(calls, known, TOLERANCE) == ["sum"]


def test_two_that_agree_are_both_named_and_three_are_none():
    two = {**KNOWN, "axis1": KNOWN["by_rows"]}
    three = {**two, "again": KNOWN["by_rows"]}
    assert match_wrong(calls_of(by_rows), two, TOLERANCE) == ["by_rows", "axis1"]
    assert match_wrong(calls_of(by_rows), three, TOLERANCE) == []


def test_a_wrong_shape_is_matched_by_its_values():
    known = answers(summed=lambda x: x.sum(axis=0), other=lambda x: x.sum(axis=0) * 1.5)
    assert match_wrong(calls_of(lambda x: x.sum(axis=0)), known, TOLERANCE) == ["summed"]


def test_a_wrong_dtype_is_matched_by_its_values():
    known = answers(cut=lambda x: (9 * right(x)).astype(int))
    assert match_wrong(calls_of(lambda x: (9 * right(x)).astype(int)), known, TOLERANCE) == ["cut"]


def test_parts_that_are_right_must_be_right_in_the_known_answer_too():
    def truth(x):
        return {"mean": x.mean(), "out": right(x)}

    calls = calls_of(lambda x: {"mean": x.mean(), "out": by_rows(x)}, truth)
    known = answers(
        out=lambda x: {"mean": x.mean(), "out": by_rows(x)},
        both=lambda x: {"mean": x.sum(), "out": by_rows(x)},
    )
    assert match_wrong(calls, known, TOLERANCE) == ["out"]


def test_the_same_exception_explains_a_call_but_proves_nothing():
    raised = Call(function="f", args=(np.ones(9),), actual=None, expected=np.ones(9), error="ValueError")
    calls = [*calls_of(by_rows), raised]
    known = KNOWN["by_rows"]
    assert match_wrong(calls, {"same": [*known, Raised("ValueError")]}, TOLERANCE) == ["same"]
    assert match_wrong(calls, {"other": [*known, Raised("TypeError")]}, TOLERANCE) == []
    assert match_wrong(calls, {"value": [*known, np.ones(9)]}, TOLERANCE) == []
    only = [raised, Call(function="f", args=(1,), actual=None, expected=np.ones(3), error="ValueError")]
    assert match_wrong(only, {"same": [Raised("ValueError")] * 2}, TOLERANCE) == []


def test_a_known_answer_that_raises_does_not_explain_a_value():
    assert match_wrong(calls_of(by_rows), {"raises": [Raised("ValueError")] * 2}, TOLERANCE) == []


def test_nan_matches_nan_only_beside_finite_evidence():
    def hole(x):
        out = by_rows(x)
        out[0, 0] = math.nan
        return out

    known = answers(hole=hole, by_rows=by_rows, empty=lambda x: np.full_like(x, math.nan))
    assert match_wrong(calls_of(hole), known, TOLERANCE) == ["hole"]
    assert match_wrong(calls_of(lambda x: np.full_like(x, math.nan)), known, TOLERANCE) == []


def test_masks_are_matched_by_many_positions():
    known = answers(negative=lambda x: x < 0, large=lambda x: np.abs(x) > 1)
    assert match_wrong(calls_of(lambda x: x < 0, lambda x: x > 0), known, TOLERANCE) == ["negative"]


def test_tensors_are_matched_as_arrays_are():
    def student(x):
        return torch.from_numpy(by_rows(x))

    known = answers(by_rows=student)
    assert match_wrong(calls_of(student, lambda x: torch.from_numpy(right(x))), known, TOLERANCE) == [
        "by_rows"
    ]


@pytest.mark.parametrize("values", [[], [1.0], [None, None], ["a", "b"], [object(), object()]])
def test_answers_of_another_kind_or_number_match_nothing(values):
    assert match_wrong(calls_of(by_rows), {"odd": values}, TOLERANCE) == []


def test_noise_matches_no_known_answer():
    for seed in range(100):
        rng = np.random.default_rng(seed)
        calls = calls_of(lambda x, rng=rng: right(x) + rng.normal(size=x.shape))
        assert match_wrong(calls, KNOWN, TOLERANCE) == []

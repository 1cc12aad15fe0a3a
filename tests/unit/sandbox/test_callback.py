"""Checks of callback arguments. Arrays and numbers are also tested with a worker."""

from __future__ import annotations

import numpy as np
import pytest

from grader.sandbox.callback import Callback
from grader.testing import shaped


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        (lambda t: t + 1, True),
        (lambda t: t.double(), True),
        (lambda t: t * float("nan"), False),
        (lambda t: t.long(), False),
        (lambda t: t[:1], False),
        (lambda t: t.numpy(), False),
        (lambda t: t.tolist(), False),
    ],
    ids=["equal", "wider", "NaN", "integers", "shape", "array", "list"],
)
def test_a_tensor_must_have_kind_and_shape_of_its_example_and_be_finite(change, fits):
    torch = pytest.importorskip("torch")
    example = torch.ones(3)
    refusal = Callback(function=abs, like=(example,)).refusal((change(example),), {}, 1)
    assert (refusal == "") == fits


def test_a_tuple_must_have_the_parts_of_its_example():
    template = Callback(function=abs, like=((1.0, "a"),))
    assert template.refusal(((2.0, "b"),), {}, 1) == ""
    for wrong in ((2.0,), [2.0, "b"], (2.0, 3.0), (float("inf"), "b")):
        assert template.refusal((wrong,), {}, 1) != ""


@pytest.mark.parametrize(
    ("args", "fits"),
    [
        ((np.zeros((4, 3)), np.zeros(4)), True),
        ((np.zeros((7, 3)), np.arange(7)), True),
        ((np.zeros((4, 3)), np.zeros(5)), False),
        ((np.zeros((4, 2)), np.zeros(4)), False),
        ((np.zeros(4), np.zeros(4)), False),
        ((np.full((4, 3), np.nan), np.zeros(4)), False),
        ((np.zeros((4, 3), dtype=bool), np.zeros(4)), False),
        (("text", np.zeros(4)), False),
    ],
    ids=["fits", "another n", "two n", "3 is 3", "axes", "NaN", "truth values", "text"],
)
def test_a_letter_of_a_pattern_is_any_size_but_the_same_in_a_call(args, fits):
    template = Callback(function=lambda x, w: (x, w), like=(shaped("n", 3), shaped("n")))
    assert (template.refusal(args, {}, 1) == "") == fits


def test_a_pattern_of_tensors_takes_no_array():
    torch = pytest.importorskip("torch")
    template = Callback(function=lambda x: x, like=(shaped("n", 2, dtype=torch.float32),))
    assert template.refusal((torch.ones(5, 2),), {}, 1) == ""
    for wrong in (np.ones((5, 2)), torch.ones(5, 3), torch.tensor([[float("inf"), 0.0]])):
        assert template.refusal((wrong,), {}, 1) != ""


@pytest.mark.parametrize(
    ("args", "kwargs", "refusal"),
    [
        ((1.0,), {}, ""),
        ((1.0,), {"k": 2}, ""),
        ((), {"x": 1.0, "k": 2}, ""),
        ((1.0, 2), {}, ""),
        ((), {"k": 2}, "called with 1 arguments"),
        ((1.0,), {"x": 1.0}, "one argument twice"),
        ((1.0,), {"y": 1.0}, "a name that it does not take"),
        ((1.0,), {"k": 0.5}, "argument 2 has another type"),
        ((1.0, 2, 3), {}, "called with 3 arguments; it takes 2"),
    ],
)
def test_arguments_may_be_passed_by_name_and_defaults_left_out(args, kwargs, refusal):
    told = Callback(function=lambda x, k=1: (x, k), like=(1.0, 1)).refusal(args, kwargs, 1)
    assert refusal in told if refusal else told == ""


def test_dicts_and_sets_hold_what_their_examples_hold():
    template = Callback(function=abs, like=({"x": 1.0}, {(1, "a")}))
    assert template.refusal(({"x": 2.0}, {(3, "b"), (4, "c")}), {}, 1) == ""
    for wrong in ({}, {"y": 1.0}, {"x": object()}, {"x": 1.0, "y": 2.0}):
        assert template.refusal((wrong, set()), {}, 1) != ""
    assert template.refusal(({"x": 2.0}, {(3, object())}), {}, 1) != ""


def test_a_name_that_is_no_text_is_not_asked_what_it_equals():
    class Asked:
        __hash__ = object.__hash__

        def __eq__(self, other):
            raise AssertionError

    assert Callback(function=lambda x: x, like=(1.0,)).refusal((), {Asked(): 1.0}, 1) != ""

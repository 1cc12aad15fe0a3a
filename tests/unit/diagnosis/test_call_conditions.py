"""What some calls have in common and others have not."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.diagnosis import Call
from grader.diagnosis.call_conditions import common_condition


def calls(*inputs):
    names = ("x", "n", "y")
    return [
        Call(function="f", args=args, names=names[: len(args)], actual=None, expected=None) for args in inputs
    ]


A = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
CONDITIONS = {
    "the first axis of x has length 1": ([(A[:1],)], [(A,)]),
    "the last axis of x has length 1": ([(A[:, :1],)], [(A,)]),
    "all values of x are 0": ([(np.zeros(3),)], [(np.array([0.0, 1.0, 2.0]),)]),
    "a value of x is 0": ([(torch.tensor([0, 3]),), (torch.tensor([2, 0]),)], [(torch.tensor([4, 1]),)]),
    "n does not divide the length of the last axis of x": ([(np.ones((2, 4)), 3)], [(np.ones((2, 6)), 3)]),
    "n is even": ([(A, 2), (A, 4)], [(A, 3), (A, 1)]),
    "the values of x are not in ascending order": (
        [(np.array([3.0, 1.0, 3.0]),)],
        [(np.array([1.0, 1.0, 3.0]),)],
    ),
    "n is None": ([(A, None)], [(A, 1)]),
    "the number of axes of x is 1": ([(A[0],)], [(A,)]),
}


@pytest.mark.parametrize("words", CONDITIONS)
def test_a_condition_of_all_calls_and_no_other_is_found(words):
    some, others = CONDITIONS[words]
    assert words in common_condition(calls(*some), calls(*others))


def test_a_condition_that_another_call_fulfils_is_none():
    assert common_condition(calls((A, 2)), calls((A, 2))) == ""
    assert common_condition(calls((A,)), []) == common_condition([], calls((A,))) == ""


def test_two_conditions_are_joined():
    found = common_condition(calls((A[:1], 2)), calls((A, 3)))
    assert found == "the first axis of x has length 1, and n is even"

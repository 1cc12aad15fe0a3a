"""Pairs whose student's side lies in a worker: what reaches the reference, and how many values are asked for."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from grader.diagnosis import Tolerance
from grader.sandbox.call_failure import UnsupportedArgument
from grader.sandbox.callback import Callback
from grader.sandbox.remote_object import RemoteObject
from grader.testing.equality import Complaint, collect_notes, first_error
from grader.testing.object_pair import Pair, Ways, right_of, theirs_of

LOCAL = Ways(tolerance=Tolerance(rtol=1e-7, atol=1e-9), remote=False)


class Values:
    def __init__(self, values):
        self.values = values

    def __iter__(self):
        return iter(self.values)


def taken(theirs, right):
    """How many values a test is given, and what is wrong with them."""
    with collect_notes() as notes:
        count = len(list(Pair("x", Values(theirs), Values(right), LOCAL)))
    return count, first_error(notes)[0]


def test_an_object_in_a_worker_is_never_an_argument_of_the_reference():
    remote = RemoteObject(None, 0, "Number")
    assert theirs_of(({"x": [remote]},)) == ({"x": [remote]},)
    with pytest.raises(UnsupportedArgument):
        right_of(({"x": [remote]},))


def test_the_reference_is_given_functions_themselves():
    assert right_of((Callback(function=abs, like=(1.0,)),)) == (abs,)


@pytest.mark.parametrize("theirs", [[1.0], [1.0, 2.0, 3.0, 3.0]], ids=["fewer", "more"])
def test_values_are_asked_for_until_the_students_code_has_none(theirs):
    """A test that ends at the right number tells it."""
    count, error = taken(theirs, [1.0, 2.0, 3.0])
    assert count == len(theirs)
    assert isinstance(error, Complaint)


def test_arrays_may_be_values():
    rows = list(np.eye(3))
    assert taken(rows, rows) == (3, None)


def test_a_reference_without_end_is_not_read_to_its_end():
    pair = Pair("x", Values([1, 2, 3]), Values(itertools.count(1)), LOCAL)
    assert list(itertools.islice(pair, 2)) == [1, 2]

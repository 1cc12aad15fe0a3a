"""Timed calls on the worker's side: inputs that are drawn, challenges, and what is fetched. No GPU is needed."""

import numpy as np
import pytest
import torch

from grader.testing import Drawn
from grader.worker.timed_calls import TimedCalls

DRAWN = Drawn(
    shape=(6, 5), dtype="float32", seed=3, scale=2.0, shift=1.0, places=(0, 39), values=(50.0, 70.0)
)


@pytest.fixture
def calls():
    made = TimedCalls()
    made.fill("drawn", Drawn(shape=(100,), dtype="float32", seed=1).recipe())
    made.stage([("drawn", DRAWN.recipe()), ("value", 3.0)])
    return made


def times(x, factor):
    return factor * x


def test_a_drawn_input_begins_where_the_call_says(calls):
    calls.run(times, 0)
    first = calls.fetch().reshape(-1)
    calls.run(times, 7)
    assert first[0] == 150.0
    assert torch.equal(calls.fetch().reshape(-1)[:-7], first[7:])
    calls.run(times, 10)
    assert calls.fetch().reshape(-1)[29] == 210.0  # place 39, 10 numbers earlier


def test_every_worker_draws_the_same(calls):
    other = TimedCalls()
    other.stage([("drawn", DRAWN.recipe()), ("value", 3.0)])
    for each in (calls, other):
        each.run(times, 32)
    assert torch.equal(calls.fetch(), other.fetch())


def test_numbers_of_16_bits_are_drawn_as_such():
    calls = TimedCalls()
    calls.stage([("drawn", Drawn(shape=(4, 3), dtype="bfloat16", seed=1).recipe())])
    calls.run(lambda x: x, 64)
    assert (calls.fetch().dtype, calls.fetch().shape) == (torch.bfloat16, (4, 3))


def test_a_part_of_the_result_and_of_each_input_is_fetched(calls):
    calls.run(times, 0)
    whole, part = calls.fetch().reshape(-1), calls.fetch(0.5, 4)
    assert torch.equal(part, whole[13:17])
    assert torch.equal(3.0 * calls.staged(0.5, 4)[0], part)
    assert calls.staged(0.5, 4)[1] == 3.0
    assert torch.equal(calls.fetch(0.9, 99), whole)  # a result may have fewer elements than the part


@pytest.mark.parametrize("kind", ["tensor", "array"])
def test_a_result_is_described(kind):
    values = np.linspace(-3, 4, 5000)
    calls = TimedCalls()
    calls.stage([("value", torch.from_numpy(values) if kind == "tensor" else values)])
    calls.run(lambda x: x * 2)
    facts = calls.describe()
    assert (facts["elements"], facts["dtype"], facts["input_bytes"]) == (5000, "float64", 40_000)
    assert facts["scale"] == pytest.approx(np.sqrt(np.mean((2 * values) ** 2)))
    assert set(facts["some"]) <= set(2 * values)
    assert 1000 < len(facts["some"]) < 1300


def test_what_is_no_array_has_no_elements():
    calls = TimedCalls()
    calls.stage([])
    calls.run(lambda: "text")
    assert calls.describe() == {
        "elements": 0,
        "dtype": "float64",
        "scale": 0.0,
        "some": pytest.approx([]),
        "input_bytes": 0,
    }

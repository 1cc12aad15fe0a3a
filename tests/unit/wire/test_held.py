"""What a call gives, and what becomes of its arguments: the same in a worker and in this process."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from grader.wire.held import MAX_HELD, observed_call


def test_an_argument_changed_in_place_keeps_its_memory():
    x, y = np.zeros(3), [0]

    def change(x: np.ndarray, y: list[int]) -> map:
        x += 1
        y[0] = 1
        return map(str, y)

    found = observed_call(change, [x, y], {}, (0, 1), flags=False)
    assert found == (["1"], (), ())


def test_an_argument_whose_memory_is_another_one_afterwards_is_named():
    torch = pytest.importorskip("torch")
    x, y = torch.zeros(3), torch.zeros(3)

    def exchange(x, y, *, to):
        x.data = torch.ones(to)
        return [x, (y * 2,)]

    found = observed_call(exchange, [x, y.requires_grad_()], {"to": 3}, (1, 0), flags=True)
    assert found.replaced == (0,)
    assert found.requires_grad == (False, True)


def test_an_iterator_without_end_is_a_type_error():
    with pytest.raises(TypeError, match=f"the result is an iterator of more than {MAX_HELD:,} values"):
        observed_call(itertools.count, [], {}, (), flags=False)

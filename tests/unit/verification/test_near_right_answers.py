"""A variant is the reference wherever nothing coincides, and something else where it does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.changes.mutants import Mutant
from grader.verification.derived_calls import FunctionCalls, RecordedCall
from grader.verification.near_right_answers import near_right_mutants


def made(*calls: dict[str, Any], value: Any = 0.0, refused: bool = False) -> list[RecordedCall]:
    return [RecordedCall(function="f", arguments=call, value=value, refused=refused) for call in calls]


def variants(source: str, calls: list[RecordedCall], operator: str) -> list[Mutant]:
    return [m for m in near_right_mutants(source, "f", FunctionCalls(calls)) if m.operator == operator]


def run(variant: Mutant, *args: Any, **kwargs: Any) -> Any:
    names: dict[str, Any] = {}
    exec(variant.source, names)
    return names["f"](*args, **kwargs)


PRODUCT = "def f(x, W):\n    return x @ W\n"
OBLONG, SQUARE = np.arange(6.0).reshape(2, 3), np.array([[1.0, 2.0], [3.0, 4.0]])


def test_an_argument_is_transposed_where_it_is_square():
    calls = made({"x": OBLONG, "W": OBLONG.T}, value=OBLONG @ OBLONG.T)
    x, W, result = variants(PRODUCT, calls, "transposed")
    assert x.key == ("f", "transposed", "x", "x.swapaxes(0, 1) where these axes are equally long")
    assert np.array_equal(run(x, OBLONG, OBLONG.T), OBLONG @ OBLONG.T)
    assert np.array_equal(run(x, SQUARE, SQUARE), SQUARE.T @ SQUARE)
    assert np.array_equal(run(W, SQUARE, W=SQUARE), SQUARE @ SQUARE.T)
    assert np.array_equal(run(result, SQUARE, SQUARE), (SQUARE @ SQUARE).T)
    assert result.before == "result"


def test_an_array_inside_a_tuple_is_transposed_too():
    source = "def f(layers):\n    return layers[1][0] @ layers[1][1]\n"
    calls = made({"layers": [(OBLONG, OBLONG.T), (OBLONG, OBLONG.T)]}, value=SQUARE)
    found = {m.before: m for m in variants(source, calls, "transposed")}
    assert set(found) == {"layers[0][0]", "layers[0][1]", "layers[1][0]", "layers[1][1]", "result"}
    layers = [(SQUARE, SQUARE), (SQUARE, SQUARE)]
    assert np.array_equal(run(found["layers[1][0]"], layers), SQUARE.T @ SQUARE)
    assert np.array_equal(run(found["layers[0][0]"], layers), SQUARE @ SQUARE)


def test_what_only_some_calls_have_inside_a_list_is_left_alone():
    one, two = [(SQUARE, SQUARE)], [(SQUARE, SQUARE), (SQUARE, SQUARE)]
    calls = made({"layers": one}, value=[SQUARE]) + made({"layers": two}, value=[SQUARE, SQUARE])
    found = {m.before for m in variants("def f(layers):\n    return 0\n", calls, "transposed")}
    assert found == {"layers[0][0]", "layers[0][1]", "result[0]"}


def test_two_arguments_change_places_where_they_have_one_shape():
    calls = made({"x": OBLONG, "W": OBLONG.T}, {"x": SQUARE, "W": SQUARE})
    (both,) = variants(PRODUCT, calls, "exchanged")
    assert both.key == ("f", "exchanged", "x, W", "W, x where both have the same shape")
    other = SQUARE + 1
    assert np.array_equal(run(both, SQUARE, other), other @ SQUARE)
    assert np.array_equal(run(both, OBLONG, OBLONG.T), OBLONG @ OBLONG.T)


def test_arguments_that_always_have_one_shape_are_left_to_the_other_mutants():
    assert variants(PRODUCT, made({"x": SQUARE, "W": SQUARE}), "exchanged") == []


def test_a_number_is_taken_for_the_size_it_has():
    source = "def f(x, heads):\n    return x * heads\n"
    calls = made({"x": OBLONG, "heads": 4}, {"x": np.ones((5, 7)), "heads": 3})
    rows, columns = variants(source, calls, "coincidence")
    assert rows.key == ("f", "coincidence", "x, heads", "x reversed along axis 0 where that is heads long")
    assert np.array_equal(run(rows, OBLONG, 2), 2 * OBLONG[::-1])
    assert np.array_equal(run(columns, OBLONG, 3), 3 * OBLONG[:, ::-1])
    assert np.array_equal(run(rows, OBLONG, 4), 4 * OBLONG)
    assert variants(source.replace("heads", "stride"), made({"x": OBLONG, "stride": 4}), "coincidence") == []


def test_a_size_that_is_a_multiple_of_the_number_is_no_coincidence():
    calls = made({"x": np.ones((2, 6)), "heads": 3}, {"x": np.ones((5, 8)), "heads": 2})
    (rows,) = variants("def f(x, heads):\n    return x\n", calls, "coincidence")
    assert rows.after == "x reversed along axis 0 where that is heads long"


def test_masks_that_broadcast_are_read_otherwise():
    source = "import numpy as np\n\ndef f(x, mask):\n    return np.where(mask, x[:, None], 0)\n"
    x = np.ones((2, 3, 3))
    calls = made({"x": x, "mask": np.ones((2, 3, 3), bool)})
    last, before_last, batch = variants(source, calls, "mask_axis")
    column = np.array([[True], [False], [True]])
    assert run(last, x, column).all()
    assert not run(last, x, column | np.zeros((3, 3), bool)).all()
    assert run(before_last, x, column.T).all()
    per_sample = np.stack([np.ones((3, 3), bool), np.zeros((3, 3), bool)])
    assert batch.after == "mask[:, None] where it is as long as x"
    assert run(batch, x, per_sample)[1].sum() == 0
    assert run(batch, x, per_sample[:1]).shape == (2, 1, 3, 3)


def test_only_the_first_entry_is_checked():
    source = "def f(y):\n    if (y < 0).any():\n        raise ValueError('negative')\n    return y.sum()\n"
    (first,) = variants(source, made({"y": np.array([1, -1])}, refused=True), "first_only")
    assert run(first, np.array([1, -1])) == 2
    with pytest.raises(ValueError, match="negative"):
        run(first, np.array([-1, 1]))
    assert run(first, np.array([1, 2])) == 3


def test_results_are_kept_in_a_range():
    source = "def f(x):\n    return x, [float(x[0])], 7\n"
    calls = made({"x": np.ones(2)}, value=(np.ones(2), [1.0], 7))
    (clipped,) = variants(source, calls, "clip_result")
    (floored,) = variants(source, calls, "floor_result")
    array, (number,), seven = run(clipped, np.array([-1e5, 2.0]))
    assert (array.tolist(), number, seven) == ([-1000.0, 2.0], -1000.0, 7)
    assert run(floored, np.array([0.0, 2.0]))[0].tolist() == [1e-12, 2.0]
    assert run(floored, np.array([-1.0, 0.0]))[0].tolist() == [-1.0, 0.0]
    assert run(clipped, np.array([1e5, 0.0], np.float32))[0].dtype == np.float32


def test_tensors_are_treated_as_arrays_are():
    torch = pytest.importorskip("torch")
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    calls = made({"x": x, "W": x}, value=x)
    turned, *_ = variants(PRODUCT, calls, "transposed")
    assert torch.equal(run(turned, x, x), x.T @ x)
    (clipped,) = variants(PRODUCT, calls, "clip_result")
    assert run(clipped, 1e3 * x, x).max() == 1000
    (floored,) = variants(PRODUCT, calls, "floor_result")
    assert run(floored, 0 * x, x).min() > 0


def test_integers_and_truths_are_no_range():
    calls = made({"x": np.ones(2)}, value=3)
    assert variants("def f(x):\n    return 3\n", calls, "clip_result") == []


def test_what_the_change_makes_impossible_is_answered_rightly():
    """A variant that raises would give itself away."""
    source = "def f(x, W):\n    assert x[0, 0] == 1 and x[0, 1] == 2\n    return x @ W\n"
    x, *_ = variants(source, made({"x": SQUARE, "W": SQUARE}), "transposed")
    assert np.array_equal(run(x, SQUARE, SQUARE), SQUARE @ SQUARE)

"""Calls made from others stay legal, and have what they are made for."""

from __future__ import annotations

import numpy as np
import pytest

from grader.verification.derived_calls import (
    FunctionCalls,
    RecordedCall,
    SizeVariables,
    bind_arguments,
    leaves_with_paths,
)


def gate(n: int, d: int, h: int, **more) -> RecordedCall:
    """A call with letters n, d and h, and an axis of length 4 h."""
    arguments = {"x": np.ones((n, d)), "W": np.ones((d, 4 * h)), "b": [np.ones(h), np.ones(h)], **more}
    return RecordedCall(function="f", arguments=arguments, value=0.0, origin="test")


SIZES = [(2, 3, 5), (4, 6, 3), (5, 2, 7)]


def shapes(call: RecordedCall) -> dict:
    return {path: getattr(value, "shape", value) for path, value in leaves_with_paths(call.arguments)}


def test_places_that_are_always_equally_long_have_one_letter():
    size_variables = SizeVariables([gate(*sizes) for sizes in SIZES])
    assert size_variables.representative((("x",), 1)) == size_variables.representative((("W",), 0))
    assert size_variables.representative((("b", 0), 0)) == size_variables.representative((("b", 1), 0))
    assert size_variables.representative((("x",), 0)) != size_variables.representative((("x",), 1))


def test_a_size_that_is_made_of_others_follows_them():
    calls = [gate(*sizes) for sizes in SIZES]
    size_variables = SizeVariables(calls)
    h = size_variables.representative((("b", 0), 0))
    assert size_variables.independent_sizes(calls[0]) == {(("x",), 0): 2, (("x",), 1): 3, h: 5}
    found = size_variables.resize(calls[0], {h: 2}, "h 2")
    assert shapes(found) == {("x",): (2, 3), ("W",): (3, 8), ("b", 0): (2,), ("b", 1): (2,)}
    assert found.origin == "test, h 2"


RULES = {
    "n + 1": lambda sizes: sizes[0] + 1, "n + d": sum, "n d": np.prod, "2 d": lambda sizes: 2 * sizes[1],
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_sums_and_products_of_sizes_are_found(rule):
    made_of = RULES[rule]
    calls = [
        RecordedCall(function="f", arguments={"x": np.ones(sizes), "y": np.ones(made_of(sizes))}, value=0.0)
        for sizes in [(2, 3), (4, 7), (5, 2), (3, 8)]
    ]
    size_variables = SizeVariables(calls)
    with_arguments = size_variables.resize(calls[0], {(("x",), 0): 6, (("x",), 1): 9}, "")
    assert shapes(with_arguments) == {("x",): (6, 9), ("y",): (made_of((6, 9)),)}


def test_a_number_that_is_always_a_size_changes_with_it():
    calls = [RecordedCall(function="f", arguments={"x": np.arange(k), "k": k}, value=0) for k in (2, 3, 5)]
    size_variables = SizeVariables(calls)
    with_arguments = size_variables.resize(calls[0], {(("x",), 0): 4}, "")
    assert with_arguments.arguments["k"] == 4
    assert with_arguments.arguments["x"].tolist() == [0, 1, 0, 1]


def test_sizes_are_made_to_coincide_and_to_be_one():
    found = FunctionCalls([gate(*sizes) for sizes in SIZES]).derived("sizes")
    seen = {(s["x",][0], s["x",][1], s["b", 0][0]) for s in map(shapes, found)}
    assert {(2, 2, 5), (2, 3, 2), (2, 3, 3), (3, 3, 3), (1, 3, 5), (2, 1, 5), (2, 3, 1)} <= seen


def test_every_size_is_made_long():
    found = FunctionCalls([gate(*sizes) for sizes in SIZES]).derived("steps")
    assert {(41, 3), (2, 41)} <= {shapes(call)["x",] for call in found}


def test_arrays_are_scaled_alone_and_together():
    call = RecordedCall(
        function="f", arguments={"x": np.full(2, 2.0), "y": np.full(2, 2.0), "n": np.arange(3)}, value=0.0
    )
    found = [(c.arguments["x"][0], c.arguments["y"][0]) for c in FunctionCalls([call]).derived("scale")]
    assert {(2e4, 2.0), (2.0, 2e4), (2e4, 2e4), (0.0, 2.0), (2e-9, 2.0)} <= set(found)
    assert all(c.arguments["n"].tolist() == [0, 1, 2] for c in FunctionCalls([call]).derived("scale"))


def test_what_lies_between_0_and_1_in_every_call_is_not_made_large():
    gates = RecordedCall(function="f", arguments={"f": np.array([0.0, 0.5])}, value=0.0)
    assert {float(c.arguments["f"][1]) for c in FunctionCalls([gates]).derived("scale")} == {
        0.0,
        0.5,
        0.5e-4,
        0.5e-9,
    }


def test_sizes_made_of_others_meet_only_by_chance():
    size_variables = SizeVariables([gate(*sizes) for sizes in SIZES])
    assert size_variables.may_coincide((("x",), 0), (("x",), 1))
    assert size_variables.may_coincide((("x",), 1), (("W",), 0))
    assert not size_variables.may_coincide((("x",), 0), (("W",), 1))


def test_floats_become_narrow_integers_and_labels_bytes():
    call = RecordedCall(
        function="f", arguments={"x": np.array([-1.0, 0.5]), "y": np.array([0, 1])}, value=0.0
    )
    found = FunctionCalls([call]).derived("types")
    numbers = {
        c.arguments["x"].dtype.name: c.arguments["x"].tolist() for c in found if len(c.arguments["x"]) == 2
    }
    assert numbers["int8"] == [-120, 60]
    assert numbers["uint8"] == [250, 125]
    assert {"int16", "float32", "float64"} <= set(numbers)
    assert any(c.arguments["y"].dtype == np.uint8 and len(c.arguments["y"]) > 256 for c in found)


def test_what_is_refused_comes_to_stand_last():
    calls = [
        RecordedCall(function="f", arguments={"y": np.array([-1, -2, -3])}, refused=True, origin="test"),
        RecordedCall(function="f", arguments={"y": np.array([4, 5])}, value=0, origin="other"),
    ]
    moved, mixed = FunctionCalls(calls).derived("order")
    assert moved.arguments["y"].tolist() == [-2, -3, -1]
    assert mixed.arguments["y"].tolist() == [4, 5, -1]
    assert (moved.refused, moved.origin) == (True, "test, first row of y last")
    assert (mixed.refused, mixed.origin) == (True, "test, first row of y behind legal ones")
    assert calls[1].arguments["y"].tolist() == [4, 5]


def test_arguments_are_bound_by_name_and_copied():
    x = np.ones(2)
    found = bind_arguments(["x", "n"], [x], {"n": 3})
    x[0] = 5
    assert found is not None
    assert (found["x"].tolist(), found["n"]) == ([1.0, 1.0], 3)
    assert bind_arguments(["x"], [1, 2], {}) is None
    assert bind_arguments(["x"], [lambda: 0], {}) is None

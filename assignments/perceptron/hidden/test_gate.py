"""Logic gates. Any weights are right that make a unit fire where it should."""

from __future__ import annotations

import numpy as np
from support import every_input

from grader.testing import assert_close, task

TRUTH = {
    "AND": lambda x: x.all(axis=1),
    "OR": lambda x: x.any(axis=1),
    "NAND": lambda x: ~x.all(axis=1),
}


def fired(gate, x):
    """Where a unit with these weights and this bias fires."""
    w, b = gate
    return (x @ np.asarray(w, dtype=float) + float(b) >= 0).astype(np.int64)


@task("gate", points=3, hint="Which sums must reach 0, and which must stay below 0?")
def test_gates_of_two_inputs(student):
    """AND, OR and NAND of two inputs fire where they should."""
    x = every_input(2)
    for name, truth in TRUTH.items():
        assert_close(
            fired(student.logic_gate(name), x),
            truth(x).astype(np.int64),
            what="A gate of two inputs must fire where the table says; yours does not.",
        )


@task("gate", points=3, hint="The bias depends on the number of inputs.")
def test_gates_of_many_inputs(student):
    """AND, OR and NAND of one to six inputs fire where they should."""
    for d in 3, 1, 5, 4, 6:
        x = every_input(d)
        for name, truth in TRUTH.items():
            assert_close(
                fired(student.logic_gate(name, d), x),
                truth(x).astype(np.int64),
                what="A gate of many inputs must fire where the table says; yours does not.",
            )


@task("gate", points=2, hint="NOT fires at 0 and not at 1. A score of 0 fires.")
def test_not(student):
    """NOT of one input fires at 0, whatever d is."""
    for d in 2, 1, 5:
        assert_close(
            fired(student.logic_gate("NOT", d), every_input(1)),
            np.array([1, 0]),
            what="NOT must fire at 0 and not at 1; yours does not.",
        )
    assert_close(fired(student.logic_gate("NOT"), every_input(1)), np.array([1, 0]))


@task("gate", points=2, hint="w has one weight per input. b is one number.")
def test_shapes_of_the_weights(student):
    """There is one weight for each input, and the weights are floats."""
    for name in TRUTH:
        for d in 1, 2, 7:
            w, _ = student.logic_gate(name, d)
            assert_close(w.shape, (d,), what="A gate must have one weight per input; yours has not.")
            assert w.dtype.kind == "f", "The weights of a gate must be floats."
    w, _ = student.logic_gate("NOT", 3)
    assert_close(w.shape, (1,), what="NOT must have one weight; yours has not.")


@task("gate", hint="Keep nothing between calls.")
def test_same_call_gives_the_same_answer(student):
    """The same call gives the same gate, also after other gates."""
    for name in "AND", "NAND", "OR", "AND", "NAND":
        x = every_input(3)
        assert_close(
            fired(student.logic_gate(name, 3), x),
            TRUTH[name](x).astype(np.int64),
            what="A gate must not depend on earlier calls; yours does.",
        )


@task("gate", weak=True, hint="Check the name and the number of inputs, and raise ValueError.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for gates that do not exist, and for less than one input."""
    for name in "XOR", "and", "NOR", "", "BUFFER":
        compare.raises("ValueError", "logic_gate", name)
        compare.raises("ValueError", "logic_gate", name, 3)
    for name in "AND", "OR", "NAND", "NOT":
        for d in 0, -1:
            compare.raises("ValueError", "logic_gate", name, d)

"""Logic gates. With weights of 1 or -1 and a whole bias, each gate has one right answer."""

from __future__ import annotations

import numpy as np
from support import every_input

from grader.testing import assert_close, task

GATES = "AND", "OR", "NAND"


@task("gate", points=3, hint="Which sums must reach 0, and which must stay below 0?")
def test_gates_of_two_inputs(compare):
    """AND, OR and NAND of two inputs are right. Without d, there are two inputs."""
    for name in GATES:
        compare.logic_gate(name)
        compare.logic_gate(name, 2)


@task("gate", points=2, hint="The bias depends on the number of inputs.")
def test_gates_of_three_and_four_inputs(compare):
    """AND, OR and NAND of three and four inputs are right."""
    for d in 3, 4:
        for name in GATES:
            compare.logic_gate(name, d)


@task("gate", points=2, hint="The bias depends on the number of inputs.")
def test_gates_of_many_inputs(compare, rng):
    """AND, OR and NAND of many inputs are right."""
    for d in rng.integers(5, 40, size=4):
        for name in GATES:
            compare.logic_gate(name, int(d))


@task("gate", hint="The bias depends on the number of inputs.")
def test_gates_of_very_many_inputs(compare, rng):
    """AND, OR and NAND of some thousand inputs are right."""
    for k in rng.integers(550, 800, size=2):
        for name in reversed(GATES):
            compare.logic_gate(name, 4 * int(k) + 1)


@task("gate", hint="With one input, AND and OR give the input, NAND gives NOT.")
def test_gates_of_one_input(compare):
    """AND, OR and NAND of one input are right."""
    for name in GATES:
        compare.logic_gate(name, 1)


@task("gate", points=2, hint="NOT fires at 0 and not at 1. A score of 0 fires.")
def test_not(compare):
    """NOT has one input, whatever d is."""
    compare.logic_gate("NOT")
    for d in 1, 2, 5:
        compare.logic_gate("NOT", d)


@task("gate", points=2, hint="A score of 0 fires.")
def test_the_gates_fire_where_they_should(student):
    """For all inputs, a unit with these weights and this bias fires where the table says."""
    for d in 2, 3, 5:
        x = every_input(d)
        for name, truth in ("AND", x.all(axis=1)), ("OR", x.any(axis=1)), ("NAND", ~x.all(axis=1)):
            w, b = student.logic_gate(name, d)
            assert_close(
                x @ w + b >= 0,
                truth,
                what="A gate must fire where the table says, and nowhere else; yours does not.",
            )


@task("gate", hint="Keep nothing between calls. The weights are floats.")
def test_same_call_gives_the_same_answer(compare):
    """The same call gives the same gate, also after other gates."""
    for name, d in ("AND", 3), ("NAND", 4), ("NOT", 3), ("OR", 3), ("AND", 3), ("NAND", 4):
        w, _ = compare.logic_gate(name, d)
        assert w.dtype == np.float64, "The weights of a gate must be floats."


@task("gate", weak=True, hint="Check the name and the number of inputs, and raise ValueError.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for gates that do not exist, and for less than one input."""
    for name in "XOR", "and", "NOR", "", "BUFFER":
        compare.raises("ValueError", "logic_gate", name)
        compare.raises("ValueError", "logic_gate", name, 3)
    for name in (*GATES, "NOT"):
        for d in 0, -1:
            compare.raises("ValueError", "logic_gate", name, d)

"""Which inputs go in and which outputs are kept."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, integer_cases, sequences, single, spread

from grader.testing import assert_close, task


def case(rng, b, t, d, h, k):
    """Sequences, a first state, a layer and the weights of the output."""
    return *sequences(rng, b, t, d, h), rng.normal(size=(h, k))


@task("mode", hint="There is one output for each input.")
def test_many_to_many(compare, rng):
    """many_to_many gives an output for each step."""
    compare.run_mode(*case(rng, b=3, t=5, d=2, h=4, k=6), "many_to_many")
    compare.run_mode(*case(rng, b=2, t=4, d=5, h=3, k=2), mode="many_to_many")


@task("mode", points=2, hint="Which state depends on the whole sequence?")
def test_many_to_one(compare, rng):
    """many_to_one gives one output per sequence, without a time axis."""
    compare.run_mode(*case(rng, b=3, t=5, d=2, h=4, k=6), "many_to_one")
    compare.run_mode(*case(rng, b=4, t=3, d=4, h=2, k=5), mode="many_to_one")


@task("mode", points=3, hint="After the first step, the input is a vector of zeros. The state goes on.")
def test_one_to_many(compare, rng):
    """one_to_many uses the input in the first step and zeros in the others."""
    compare.run_mode(*case(rng, b=3, t=1, d=2, h=4, k=6), "one_to_many", 5)
    compare.run_mode(*case(rng, b=2, t=1, d=3, h=5, k=4), mode="one_to_many", steps=7)


@task("mode", points=2, hint="After the first step, the input is zeros, not the last output.")
def test_one_to_many_with_outputs_as_wide_as_inputs(compare, rng):
    """In one_to_many, outputs are not used as inputs, also if the sizes fit."""
    compare.run_mode(*case(rng, b=4, t=1, d=3, h=2, k=3), "one_to_many", 4)
    compare.run_mode(*case(rng, b=2, t=1, d=4, h=4, k=4), "one_to_many", 3)


@task("mode", hint="The first input gives the first output.")
def test_few_steps(compare, rng):
    """Each mode works with a single step."""
    compare.run_mode(*case(rng, b=3, t=1, d=2, h=3, k=2), "one_to_many", 1)
    compare.run_mode(*case(rng, b=2, t=1, d=4, h=2, k=3), "one_to_many", 2)
    compare.run_mode(*case(rng, b=4, t=1, d=2, h=3, k=5), "many_to_one")
    compare.run_mode(*case(rng, b=5, t=1, d=3, h=2, k=4), "many_to_many")


@task("mode", points=2, hint="Decide by the mode alone.")
def test_other_modes_ignore_steps(compare, rng):
    """The other modes do not use ``steps``."""
    for t, steps in (5, 3), (3, 5), (4, 4), (1, 4), (1, 1), (3, 1), (2, 0), (1, -2):
        arguments = case(rng, b=3, t=t, d=2, h=4, k=6)
        compare.run_mode(*arguments, "many_to_many", steps)
        compare.run_mode(*arguments, mode="many_to_one", steps=steps)


@task("mode", points=2, hint="Time is axis 1. many_to_one has no time axis, also with one step.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal or 1. The order of the axes is the same."""
    for b, t, d, h in *COINCIDING, (1, 1, 2, 3), (3, 1, 1, 3), (1, 3, 2, 2):
        for k in t, h, 1:
            arguments = case(rng, b, t, d, h, k)
            compare.run_mode(*arguments, "many_to_many")
            compare.run_mode(*arguments, "many_to_one")
            x, *rest = arguments
            compare.run_mode(x[:, :1], *rest, "one_to_many", b)
            compare.run_mode(x[:, :1], *rest, "one_to_many", d)


@task("mode", hint="Each step starts from the state of the step before.")
def test_many_steps(compare, rng):
    """one_to_many gives sixty outputs. The first input has an effect on the last one."""
    x, h0, Wx, Wh, b, Wo = case(rng, b=2, t=1, d=3, h=4, k=5)
    turn, _ = np.linalg.qr(Wh)  # keeps the length of a state
    compare.run_mode(0.1 * x, 0.1 * h0, Wx, turn, 0.0 * b, Wo, "one_to_many", 60)


@task("mode", hint="All modes are one network. Only inputs and outputs differ.")
def test_the_modes_agree_where_they_overlap(compare, student, rng):
    """The last output of many_to_many is that of many_to_one. Zeros after the first input give one_to_many."""
    x, *rest = case(rng, b=3, t=6, d=2, h=4, k=3)
    many = compare.run_mode(x, *rest, "many_to_many")
    assert_close(
        student.run_mode(x, *rest, "many_to_one"),
        many[:, -1],
        what="many_to_one must give the last output of many_to_many; yours does not.",
    )
    x[:, 1:] = 0.0
    silent = compare.run_mode(x, *rest, "many_to_many")
    assert_close(
        student.run_mode(x[:, :1], *rest, "one_to_many", 6),
        silent,
        what="one_to_many must give the same as zeros after the first input; yours does not.",
    )


@task("mode", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes(compare, rng):
    """float32 stays float32, and integers become float64."""
    for mode, t, steps in ("many_to_many", 4, None), ("many_to_one", 3, None), ("one_to_many", 1, 5):
        arrays = single(case(rng, b=2, t=t, d=3, h=4, k=2))
        outputs = compare.run_mode(*arrays, mode, steps, rtol=1e-5, atol=1e-5)
        assert outputs.dtype == np.float32, "float32 inputs must give float32 outputs."
        for dtype in np.int64, *NARROW:
            for whole in integer_cases(rng, dtype, b=2, t=t, d=3, h=5):
                compare.run_mode(*whole, spread(rng, dtype, (5, 3)), mode, steps)


@task("mode", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, b=2, t=1, d=3, h=4, k=3), case(rng, b=2, t=1, d=3, h=4, k=5)
    for arguments in first, other, first:
        compare.run_mode(*arguments, "one_to_many", 3)


@task("mode", weak=True, hint="Read the rules below the table of modes.")
def test_what_makes_no_sense_is_refused(compare, rng):
    """ValueError is raised for an unknown mode, for one_to_many with several inputs, and for steps missing or
    below 1.
    """
    arguments = case(rng, b=2, t=1, d=3, h=4, k=2)
    for mode, steps in ("one_to_one", 1), ("Many_to_many", 2), ("many", 1), ("", None):
        compare.raises("ValueError", "run_mode", *arguments, mode, steps)
        compare.raises("ValueError", "run_mode", *case(rng, b=2, t=3, d=3, h=4, k=2), mode, steps)
    for steps in None, 0, -1:
        compare.raises("ValueError", "run_mode", *arguments, "one_to_many", steps)
    for t, steps in (3, 3), (2, 5), (2, 2), (4, 1):
        compare.raises("ValueError", "run_mode", *case(rng, b=2, t=t, d=3, h=4, k=2), "one_to_many", steps)

"""The step function."""

from __future__ import annotations

import numpy as np
from support import NARROW, SHAPES, both_signs, inputs, narrow

from grader.testing import assert_close, task


@task("step", points=3, hint="The value is 1 where the input is not negative, and 0 elsewhere.")
def test_step_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.step(both_signs(rng, *shape))


@task("step", points=2, hint="The value is 1 where the input is not negative, and 0 elsewhere.")
def test_step_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.step(-np.abs(inputs(rng, n)))
        compare.step(np.abs(inputs(rng, n)))


@task("step", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_step_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.step(x)
    assert_close(
        student.step(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.step(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("step", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_step_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits are inputs like others."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.step(x), reference.step(x), rtol=1e-10, atol=1e-300)


@task("step", hint="The result is integers, whatever the inputs are.")
def test_step_dtypes_and_the_same_call_again(compare, rng):
    """Inputs of all types give integers, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    compare.step(x.astype(np.float32))
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.step(one)


@task("step", points=2, hint="Reaching the threshold is enough: the value at 0 is 1.")
def test_the_step_is_at_zero(compare, rng):
    """At 0 the value is 1, and just below it is 0."""
    for tiny in 1e-300, 1e-16, 1e-9:
        compare.step(np.array([-tiny, 0.0, tiny, -0.0]))
    compare.step(np.zeros((4, 5)))
    compare.step(np.array([0.0, -1e300, 1e300, 0.0, 0.0]))
    compare.step(np.r_[np.zeros(12), -1.0])


@task("step", hint="Reaching the threshold is enough: the value at 0 is 1.")
def test_zeros_among_other_inputs(compare, rng):
    """Some entries are 0 and others are not."""
    for n in 30, 47:
        compare.step(rng.integers(-1, 2, size=n).astype(float))
        compare.step(np.r_[0.0, both_signs(rng, n), 0.0])

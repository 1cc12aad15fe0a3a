"""One step of the perceptron."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import task


@task("step", points=3, hint="If y (w x + b) is at most 0, add y x to w and y to b.")
def test_samples_on_the_wrong_side(compare, rng):
    """A sample on the wrong side corrects weights and bias."""
    for d in 3, 5, 2, 7:
        w, b, x = rng.normal(size=d), float(rng.normal()), rng.normal(size=d)
        compare.perceptron_step(w, b, x, -1 if w @ x + b > 0 else 1)


@task("step", points=3, hint="If the sample is on its side, return weights and bias as they are.")
def test_samples_on_both_sides(compare, rng):
    """A sample on its side changes nothing. Both labels occur."""
    for d in 4, 6, 3:
        w, b = rng.normal(size=d), float(rng.normal())
        for x in rng.normal(size=(6, d)):
            compare.perceptron_step(w, b, x, 1)
            compare.perceptron_step(w, b, x, -1)


@task("step", points=3, hint="A sample on the border is corrected: the condition has the sign <=.")
def test_samples_on_the_border(compare, rng):
    """A sample on the border is corrected, for both labels."""
    for d in 2, 4, 3:
        w, x = rng.integers(-5, 6, size=(2, d)).astype(float)
        for y in 1, -1:
            compare.perceptron_step(w, float(-w @ x), x, y)
            compare.perceptron_step(np.zeros(d), 0.0, x, y)


@task("step", points=2, hint="The bias is a part of the score, and it is corrected by y.")
def test_the_bias_decides(compare, rng):
    """The bias alone decides on which side the sample is."""
    for d in 3, 5:
        w, x = rng.integers(-5, 6, size=(2, d)).astype(float)
        for b in -w @ x - 1, -w @ x + 1, -w @ x:
            for y in 1, -1:
                compare.perceptron_step(w, float(b), x, y)


@task("step", hint="One feature is enough.")
def test_one_feature_and_whole_numbers(compare, rng):
    """One feature is enough, and the bias may be an integer."""
    for w, b, x in (1.0, -2, 3.0), (-1.0, 2, 2.0), (0.0, 0, 5.0), (0.0, 1, 0.0), (2.0, -1, 1.0):
        for y in 1, -1:
            compare.perceptron_step(np.array([w]), b, np.array([x]), y)


@task("step", hint="Do not compare with a small constant; compare with 0.")
def test_tiny_and_huge_numbers(compare, rng):
    """Scores from 1e-25 to 1e25 are told from 0."""
    for unit in 1e-25, 1e-9, 1e6, 1e25:
        w, x = rng.normal(size=4), unit * rng.normal(size=4)
        for y in 1, -1:
            compare.perceptron_step(w, 0.0, x, y, atol=0)
            compare.perceptron_step(np.zeros(4), float(unit), x, y, atol=0)


@task("step", hint="Convert integers to float64 before you multiply or add.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        for d in 3, 6:
            w, x = narrow(rng, dtype, d), narrow(rng, dtype, d)
            for y in 1, -1:
                compare.perceptron_step(w, 1, x, y)
                compare.perceptron_step(w, 1, x[::-1], y)


@task("step", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and slices of arrays are accepted."""
    w, x = rng.normal(size=(2, 5))
    for y in 1, -1:
        new, _ = compare.perceptron_step(
            w.astype(np.float32), 0.5, x.astype(np.float32), y, rtol=1e-5, atol=1e-6
        )
        assert new.dtype == np.float32, "float32 weights must stay float32."
        compare.perceptron_step(np.repeat(w, 2)[::2], 0.5, x[::-1], y)
        compare.perceptron_step(rng.integers(-9, 10, size=3), 1, rng.integers(-9, 10, size=3), y)


@task("step", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = rng.normal(size=(2, 5)), rng.normal(size=(2, 3))
    for w, x in first, other, first:
        compare.perceptron_step(w, 0.1, x, -1 if w @ x > -0.1 else 1)


@task("step", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for labels other than -1 and 1, and for shapes that do not fit."""
    w, x = rng.normal(size=(2, 4))
    for y in 0, 2, -2, 0.5:
        compare.raises("ValueError", "perceptron_step", w, 0.0, x, y)
    for bad in (w, x[:3]), (w, x[:1]), (w[:1], x), (w[None], x), (w, x[:, None]), (w[None], x[None]):
        compare.raises("ValueError", "perceptron_step", bad[0], 0.0, bad[1], 1)

"""The sigmoid, and the probability of label 1."""

from __future__ import annotations

import numpy as np
from support import NARROW, UNFIT, narrow_samples, samples

from grader.testing import assert_close, task


@task("sigmoid", points=3, hint="The value at 0 is 1/2, and large inputs have values near 1.")
def test_ordinary_inputs(compare, rng):
    """Inputs of both signs, in arrays of all shapes."""
    for shape in (7,), (3, 4), (2, 3, 3), (1, 6), (4, 4), (1,):
        compare.sigmoid(rng.normal(0.0, 2.0, size=shape))


@task("sigmoid", points=2, hint="Exponentials of negative numbers never overflow. Treat both signs apart.")
def test_inputs_far_out(compare, rng):
    """Inputs of 1000 and more, of both signs."""
    for largest in 40.0, 700.0, 1000.0, 1e6:
        compare.sigmoid(rng.permutation(np.r_[largest, -largest, rng.uniform(-largest, largest, size=5)]))
    compare.sigmoid(np.array([0.0, -0.0, 745.0, -745.0, -720.0]))


@task("sigmoid", points=2, hint="A sum of 1 and a number near -1 loses digits.")
def test_small_values_have_all_their_digits(compare, rng):
    """Negative inputs have tiny values."""
    for n, start in (5, 20.0), (8, 32.0), (3, 500.0):
        compare.sigmoid(-(start + rng.uniform(0.0, 6.0, size=n)))
    compare.sigmoid(np.array([-20.01, -20.1]))


@task("sigmoid", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_every_narrow_type_and_float32(student, reference, compare, rng):
    """Integers of 8 and 16 bits give float64, and float32 stays float32."""
    for dtype in NARROW:
        z = np.array([np.iinfo(dtype).min, np.iinfo(dtype).max, 0, 1, 5], dtype=dtype)
        assert_close(student.sigmoid(z), reference.sigmoid(z), rtol=1e-10, atol=1e-300)
    values = compare.sigmoid(rng.normal(size=(3, 4)).astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."


@task("proba", points=3, hint="The logit is the dot product of a row and w, plus b.")
def test_probabilities_of_samples(compare, rng):
    """Each sample has one probability."""
    for n, d in (5, 3), (2, 4), (7, 1), (1, 3):
        X, _, w, b = samples(rng, n, d)
        compare.predict_proba(X, w, b)


@task("proba", points=2, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows. The bias may be large."""
    for n in 3, 4, 2, 1:
        X, _, w, b = samples(rng, n, n)
        compare.predict_proba(X, w, b + 2.0)
        compare.predict_proba(X, w, -3.0)


@task(
    "proba",
    points=2,
    hint="The probability is that of label 1, and no logarithm or exponential may overflow.",
)
def test_sure_predictions(compare, rng):
    """Logits are large, so probabilities are near 0 or 1."""
    for n, scale in (4, 50.0), (6, 500.0):
        X, _, w, b = samples(rng, n, 3)
        compare.predict_proba(scale * X, w, b)
        compare.predict_proba(X, 0 * w, -scale)
        compare.predict_proba(X, 0 * w, 0.0)


@task("proba", hint="Integers become float64, float32 stays float32.")
def test_dtypes_of_samples(student, reference, compare, rng):
    """Integers of 8 and 16 bits give float64, and float32 stays float32."""
    for dtype in NARROW:
        X, _, w = narrow_samples(dtype)
        for b in -700, -300.0:
            assert_close(
                student.predict_proba(X, w, b), reference.predict_proba(X, w, b), rtol=1e-9, atol=1e-300
            )
    X, _, w, b = samples(rng, 4, 3)
    values = compare.predict_proba(X.astype(np.float32), w.astype(np.float32), b, rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 samples must give float32 probabilities."
    compare.predict_proba(X[:3].T, w, 1)


@task("proba", weak=True, hint="w has as many entries as X has columns.")
def test_shapes_that_do_not_fit_are_refused(compare):
    """ValueError is raised when the shapes do not fit."""
    for x, w in UNFIT:
        compare.raises("ValueError", "predict_proba", np.ones(x), np.ones(w), 0.0)

"""The expected risk of a model on a finite joint table."""

from __future__ import annotations

import numpy as np
from support import NARROW, line, lopsided, plane

from grader.testing import assert_close, callback, shaped, task


def table(rng, i, j):
    """A joint distribution of i inputs and j truths."""
    weights = rng.uniform(0.1, 1.0, size=(i, j)) ** 2
    return weights / weights.sum()


@task("expected", points=3, hint="Add up P(x, y) times loss(y, f(x)) over all pairs.")
def test_a_small_table(compare, rng):
    """The result is the sum of all losses, weighted with their probabilities."""
    compare.expected_risk(lopsided(), line(1.5), table(rng, 3, 4), rng.normal(size=3), rng.normal(size=4))


@task("expected", points=2, hint="Rows of joint belong to xs, columns to ys. The loss gets the truth first.")
def test_more_inputs_than_truths(compare, rng):
    """There may be more inputs than truths."""
    compare.expected_risk(
        lopsided(5.0), line(-1.0, 0.5), table(rng, 6, 2), rng.normal(size=6), rng.normal(size=2)
    )


@task("expected", points=2, hint="Rows of joint belong to xs, columns to ys. The loss gets the truth first.")
def test_square_tables(compare, rng):
    """In a square table, rows belong to the inputs and columns to the truths."""
    for k in 2, 3, 5:
        compare.expected_risk(lopsided(), line(0.7), table(rng, k, k), rng.normal(size=k), rng.normal(size=k))


@task("expected", hint="Rows of joint belong to xs, columns to ys. The loss gets the truth first.")
def test_one_input_or_one_truth(compare, rng):
    """There may be a single input, or a single truth."""
    compare.expected_risk(lopsided(), line(2.0), table(rng, 1, 5), rng.normal(size=1), rng.normal(size=5))
    compare.expected_risk(lopsided(), line(2.0), table(rng, 4, 1), rng.normal(size=4), rng.normal(size=1))
    compare.expected_risk(lopsided(), line(2.0), np.ones((1, 1)), rng.normal(size=1), rng.normal(size=1))


@task("expected", points=2, hint="f gets all inputs at once, and returns one prediction for each row.")
def test_inputs_in_rows(compare, rng):
    """Inputs may have several features. f gets the whole table of inputs."""
    for i, j, d in (4, 2, 3), (3, 3, 3), (2, 6, 4):
        f, xs = plane(rng.normal(size=d), 0.2), rng.normal(size=(i, d))
        compare.expected_risk(lopsided(), f, table(rng, i, j), xs, rng.normal(size=j))


@task(
    "expected", points=2, hint="Use the probabilities of the pairs. Inputs and truths depend on each other."
)
def test_a_truth_that_depends_on_the_input(compare, rng):
    """Nearly all probability lies on a few pairs."""
    for i, j in (4, 3), (5, 6):
        joint = 0.01 * table(rng, i, j)
        joint[np.arange(i), np.arange(i) % j] += 0.99 / i
        compare.expected_risk(lopsided(), line(1.0), joint, rng.normal(size=i), rng.normal(size=j))


@task("expected", points=2, hint="A pair with probability 0 never occurs. Leave it out.")
def test_infinite_losses_that_never_occur(compare, rng):
    """An infinite loss with probability 0 adds nothing."""
    harsh = callback(
        lambda y, y_hat: np.where(np.abs(y - y_hat) > 1.5, np.inf, (y - y_hat) ** 2),
        like=(shaped("n"), shaped("n")),
    )
    for i, j in (4, 3), (3, 5):
        joint = table(rng, i, j)
        xs, ys = np.arange(i) + 0.3, np.arange(j) - 0.1
        joint[np.abs(ys - xs[:, None]) > 1.5] = 0.0
        compare.expected_risk(harsh, line(1.0), joint / joint.sum(), xs, ys)


@task("expected", hint="A pair with probability 0 never occurs. Leave it out.")
def test_one_infinite_loss_that_never_occurs(compare, rng):
    """One pair with an infinite loss and probability 0 adds nothing."""
    harsh = callback(
        lambda y, y_hat: np.where(y > 10, np.inf, 2 * np.abs(y - y_hat)), like=(shaped("n"), shaped("n"))
    )
    for i, j in (3, 4), (5, 2):
        joint, ys = table(rng, i, j), rng.normal(size=j)
        ys[1], joint[:, 1] = 50.0, 0.0
        compare.expected_risk(harsh, line(2.0), joint / joint.sum(), rng.normal(size=i), ys)


@task("expected", hint="A pair with probability 0 never occurs. Leave it out.")
def test_many_infinite_losses_that_never_occur(compare, rng):
    """Predictions that are never wrong have an ordinary risk, whatever the other pairs cost."""
    harsh = callback(
        lambda y, y_hat: np.where(np.abs(y - y_hat) > 0.5, np.inf, 0.3 + y), like=(shaped("n"), shaped("n"))
    )
    for k in 4, 6:
        weights = rng.uniform(0.2, 1.0, size=k)
        compare.expected_risk(harsh, line(1.0), np.diag(weights / weights.sum()), np.arange(k), np.arange(k))


@task("expected", hint="An infinite loss with a probability above 0 makes the risk infinite.")
def test_infinite_losses_that_occur(compare, rng):
    """An infinite loss makes the risk infinite, however rare it is."""
    harsh = callback(lambda y, y_hat: np.where(y > y_hat, np.inf, y_hat - y), like=(shaped("n"), shaped("n")))
    joint = table(rng, 2, 3)
    joint[0, 2] = 1e-200
    joint /= joint.sum()
    compare.expected_risk(harsh, line(1.0), joint, np.array([0.5, 3.0]), np.array([-1.0, 0.0, 2.0]))
    compare.expected_risk(harsh, line(1.0), joint, np.array([5.0, 3.0]), np.array([-1.0, 0.0, 2.0]))


@task("expected", hint="Add up over all rows and columns, whatever stands in xs and ys.")
def test_inputs_and_truths_that_occur_twice(compare, rng):
    """Equal inputs, and equal truths, have a row or a column each. All of them count."""
    for i, j in (5, 3), (4, 6):
        xs, ys = rng.normal(size=i), rng.normal(size=j)
        xs[-1], ys[-1] = xs[0], ys[1]
        compare.expected_risk(lopsided(), line(1.5), table(rng, i, j), xs, ys)


@task("expected", hint="A rare pair counts with its loss. Set no bound for probabilities.")
def test_rare_and_expensive_pairs(compare, rng):
    """A pair with probability 1e-20 counts if its loss is 1e20."""
    for i, j in (3, 2), (4, 4):
        joint = table(rng, i, j)
        joint[1, 0] = 1e-20
        ys = rng.normal(size=j)
        ys[0] = -1e10
        joint[np.arange(i) != 1, 0] = 0.0
        compare.expected_risk(lopsided(), line(1.0), joint / joint.sum(), rng.normal(size=i), ys)


@task("expected", hint="With the shares of the pairs among samples, it is the mean loss of the samples.")
def test_shares_of_samples_give_the_empirical_risk(compare, reference, student, rng):
    """With the shares of the pairs among samples, the expected risk is the empirical risk."""
    xs, ys = rng.normal(size=3), rng.normal(size=4)
    i, j = rng.integers(0, 3, size=40), rng.integers(0, 4, size=40)
    shares = np.zeros((3, 4))
    np.add.at(shares, (i, j), 1 / 40)
    loss, f = lopsided(), line(0.4, 0.2)
    compare.expected_risk(loss, f, table(rng, 3, 4), xs, ys)
    assert_close(
        student.expected_risk(loss, f, shares, xs, ys),
        reference.empirical_risk(loss, f, xs[i], ys[j]),
        rtol=1e-9,
        what="With shares of samples, the result must be the empirical risk; yours is not.",
    )


@task("expected", hint="Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_and_repeated_calls(compare, rng):
    """Labels of any integer type and float32 are accepted. The same call gives the same answer."""
    wrong = callback(lambda y, y_hat: (y != y_hat) * (1.0 + y), like=(shaped("n"), shaped("n")))
    same = callback(lambda x: x, like=(shaped("n"),))
    for dtype in NARROW:
        compare.expected_risk(
            wrong, same, table(rng, 3, 4), np.arange(3).astype(dtype), np.arange(4).astype(dtype)
        )
    certain = np.array([[0, 0], [0, 1], [0, 0]], dtype=np.uint8)
    compare.expected_risk(lopsided(), line(2.0), certain, np.array([1.0, 2.0, 3.0]), np.array([5.0, 1.0]))
    single = [a.astype(np.float32) for a in (table(rng, 3, 2), rng.normal(size=3), rng.normal(size=2))]
    compare.expected_risk(lopsided(), line(2.0), *single, rtol=1e-4, atol=1e-5)
    first = table(rng, 3, 2), rng.normal(size=3), rng.normal(size=2)
    other = table(rng, 2, 5).T, rng.normal(size=5), rng.normal(size=2)
    for case in first, other, first:
        compare.expected_risk(lopsided(), line(1.2), *case)
    compare.expected_risk(lopsided(), line(1.2), (1 + 1e-7) * first[0], *first[1:])


@task("expected", weak=True, hint="Check that joint is a distribution of shape (I, J).")
def test_bad_tables_are_refused(compare, rng):
    """ValueError is raised if joint is no distribution, or does not fit xs and ys."""
    joint, xs, ys = table(rng, 3, 2), rng.normal(size=3), rng.normal(size=2)
    negative, missing, last = joint.copy(), joint.copy(), joint.copy()
    negative[0] = -0.1, joint[0].sum() + 0.1
    last[2] = joint[2].sum() + 0.1, -0.1
    missing[2, 1] = np.nan
    for bad in (negative, last, missing, 1.01 * joint, 0.5 * joint, 0 * joint, (1 + 1e-5) * joint):
        compare.raises("ValueError", "expected_risk", lopsided(), line(1.0), bad, xs, ys)
    for bad in ((joint.T, xs, ys), (joint, xs[:2], ys), (joint, xs, ys[:1]), (joint, xs, ys[:, None])):
        compare.raises("ValueError", "expected_risk", lopsided(), line(1.0), *bad)
    compare.raises("ValueError", "expected_risk", lopsided(), line(1.0), joint.ravel(), xs, ys)

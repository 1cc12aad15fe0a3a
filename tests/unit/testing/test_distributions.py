"""Laws of draws: right ones are rarely refused, wrong ones nearly always, and both as often as is stated."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader.messages import say
from grader.testing import (
    AuthorError,
    Continuous,
    Discrete,
    Normal,
    Uniform,
    assert_distribution,
    coin,
    evenly,
    permutations,
)

S = 0.25
ROOT3 = math.sqrt(3.0)
ALPHA = 5e-10


def exponential(values):
    return -np.expm1(-np.maximum(values, 0.0))


def shuffled(rng, n):
    return np.stack([rng.permutation(4) for _ in range(n)])


RIGHT = {
    "uniform": (Uniform(-S, S), lambda rng, n: rng.uniform(-S, S, n)),
    "uniform off zero": (Uniform(2.0, 5.0), lambda rng, n: rng.uniform(2.0, 5.0, n)),
    "normal": (Normal(1.0, S), lambda rng, n: rng.normal(1.0, S, n)),
    "any": (Continuous(exponential, 0.0, 12.0), lambda rng, n: rng.exponential(size=n)),
    "table": (Discrete({7: 0.8, -1: 0.1, 3: 0.1}), lambda rng, n: rng.choice([7, -1, 3], n, p=[0.8, 0.1, 0.1])),
    "orders": (permutations(4), shuffled),
}  # fmt: skip


def p_of(law, samples):
    return min(f.p for f in law.deviations(law.read(samples)))


def rejected(law, samples, alpha):
    return p_of(law, samples) <= alpha


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_is_refused_no_more_often_than_stated(name):
    """At rates that can be seen in 20,000 trials; at 1e-9 the same bounds hold."""
    law, draw = RIGHT[name]
    tests, n = 20_000, 24
    draws = draw(np.random.default_rng(11), tests * n).reshape(tests, n, *((4,) if name == "orders" else ()))
    found = np.array([p_of(law, one) for one in draws])
    for alpha in 1e-2, 0.1, 0.3:
        assert np.count_nonzero(found <= alpha) <= alpha * tests + 4 * math.sqrt(alpha * tests)


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_passes_a_thousand_seeds(name):
    law, draw = RIGHT[name]
    for seed in range(1000):
        assert_distribution(draw(np.random.default_rng(seed), 500), law)


def naive_shuffles():
    """All results of a shuffle that swaps each place with any place, not only with those that are left."""
    for frames in np.ndindex(4, 4, 4, 4):
        order = [0, 1, 2, 3]
        for one, other in enumerate(frames):
            order[one], order[other] = order[other], order[one]
        yield tuple(order)


def of_table(law):
    values, weights = list(law.table), list(law.table.values())
    return lambda rng, n: [values[k] for k in rng.choice(len(values), n, p=weights)]


ROTATIONS = evenly(np.roll(range(4), k) for k in range(4))
REVERSALS = evenly([(0, 1, 2, 3), (3, 2, 1, 0)])
ONE_SWAP = evenly([(1, 0, 2, 3), (2, 1, 0, 3), (3, 1, 2, 0), (0, 2, 1, 3), (0, 3, 2, 1), (0, 1, 3, 2)])
BATCHES = evenly([(0, 1, 2, 3), (2, 3, 0, 1)])
NAIVE = evenly(naive_shuffles())
MASKING = Discrete({"masked": 0.8, "random": 0.1, "kept": 0.1})
NONE_KEPT = Discrete({"masked": 0.8, "random": 0.2})
WRONG = {
    "std as bound": (Uniform(-ROOT3 * S, ROOT3 * S), Uniform(-S, S), lambda r, n: r.uniform(-S, S, n), 400),
    "bound as std": (Normal(0, S), Normal(0, ROOT3 * S), lambda r, n: r.normal(0, ROOT3 * S, n), 400),
    "variance as std": (Normal(0, S), Normal(0, S * S), lambda r, n: r.normal(0, S * S, n), 400),
    "fans swapped": (Normal(0, 0.2), Normal(0, 0.25), lambda r, n: r.normal(0, 0.25, n), 3000),
    "sum of fans halved": (Normal(0, 0.2), Normal(0, 0.21), lambda r, n: r.normal(0, 0.21, n), 40_000),
    "a mean of 0.05": (Normal(0, 1.0), Normal(0.05, 1.0), lambda r, n: r.normal(0.05, 1.0, n), 60_000),
    "only positive": (Uniform(-S, S), Uniform(0.0, S), lambda r, n: r.uniform(0, S, n), 400),
    "even for normal": (
        Normal(0, S), Uniform(-ROOT3 * S, ROOT3 * S), lambda r, n: r.uniform(-ROOT3 * S, ROOT3 * S, n), 20_000,
    ),
    "normal for even": (Uniform(-S, S), Normal(0, S / ROOT3), lambda r, n: r.normal(0, S / ROOT3, n), 400),
    "a rate of 2": (
        Continuous(exponential, 0.0, 12.0), Continuous(lambda x: exponential(2 * x), 0.0, 6.0),
        lambda r, n: r.exponential(0.5, n), 2000,
    ),
    "rotation": (permutations(4), ROTATIONS, of_table(ROTATIONS), 1000),
    "reversal": (permutations(4), REVERSALS, of_table(REVERSALS), 1000),
    "one swap": (permutations(4), ONE_SWAP, of_table(ONE_SWAP), 1000),
    "batches": (permutations(4), BATCHES, of_table(BATCHES), 1000),
    "naive shuffle": (permutations(4), NAIVE, of_table(NAIVE), 24_000),
    "all masked": (MASKING, evenly(["masked"]), of_table(evenly(["masked"])), 400),
    "none kept": (MASKING, NONE_KEPT, of_table(NONE_KEPT), 800),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_law_is_seen_with_the_stated_power(name):
    right, wrong, draw, n = WRONG[name]
    assert right.miss_probability(wrong, n, ALPHA) <= 1e-6
    rng = np.random.default_rng(5)
    for _ in range(30):
        assert rejected(right, draw(rng, n), ALPHA)


@pytest.mark.parametrize("name", WRONG)
def test_what_is_said_to_be_missed_is_no_less_than_what_is(name):
    """At sizes where it can be seen."""
    right, wrong, draw, n = WRONG[name]
    rng = np.random.default_rng(6)
    for share in 0.05, 0.15, 0.3:
        size = min(2000, int(n * share))
        accepted = np.mean([not rejected(right, draw(rng, size), ALPHA) for _ in range(300)])
        assert accepted <= right.miss_probability(wrong, size, ALPHA) + 0.12


TOLD = {
    "mean": (Normal(0.0, 1.0), lambda r: r.normal(1.0, 1.0, 900), "draws.mean.above", "about 0 expected"),
    "spread": (Uniform(-1.0, 1.0), lambda r: r.uniform(-0.5, 0.5, 900), "draws.spread.below", "about 0.5774"),
    "shape": (Normal(0.0, 1.0), lambda r: r.choice([-1.0, 1.0], 900), "draws.shape", "expected"),
    "outside": (Uniform(-1.0, 1.0), lambda r: r.uniform(-2.0, 2.0, 900), "draws.outside", "lie outside of -1 to 1"),
    "not finite": (Normal(0.0, 1.0), lambda _: np.full(5, np.nan), "draws.not_finite", "5 of 5 values are NaN"),
    "cell": (coin(0.5), lambda r: r.random(900) < 0.9, "draws.frequency.above", "of 900; about 450 expected"),
    "strange": (coin(0.5), lambda _: [0, 1, 2], "draws.outside", "1 of 3 values are none of the possible ones"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_is_wrong_is_reported(name):
    law, draw, brief, detail = TOLD[name]
    found = next(f for f in law.deviations(law.read(draw(np.random.default_rng(7)))) if f.p <= ALPHA)
    assert found.brief == say(brief)
    assert detail in found.detail


def test_rounding_to_float32_puts_no_value_outside():
    limit = np.float32(0.0612372436)
    assert not rejected(Uniform(-0.0612372435, 0.0612372435), [limit, -limit], ALPHA)


@pytest.mark.parametrize(
    ("law", "samples"),
    [
        (Normal(0.0, 1.0), ["a", "b"]), (Normal(0.0, 1.0), [[1.0], [2.0, 3.0]]), (Normal(0.0, 1.0), [None]),
        (Normal(0.0, 1.0), np.ones(2, complex)), (Uniform(0.0, 1.0), [10**400]), (coin(0.5), [[[1]], [2, 3]]),
        (permutations(4), np.ones(7, int)), (evenly([(1,), (1, 2)]), 5), (coin(0.5), None),
    ],
)  # fmt: skip
def test_what_is_no_draw_of_the_kind_cannot_be_read(law, samples):
    assert law.read(samples) is None
    assert law.agreements(samples, samples) is None


def test_draws_of_a_table_may_be_arrays_lists_rows_or_texts():
    assert permutations(3).read([[0, 1, 2], [2, 1, 0]]) == {(0, 1, 2): 1, (2, 1, 0): 1}
    assert permutations(2).read(np.array([[[0, 1], [1, 0]], [[0, 1], [0, 1]]])) == {(0, 1): 3, (1, 0): 1}
    assert coin(0.5).read(np.array([[True, False], [True, True]])) == {True: 3, False: 1}
    assert evenly(["a", "b"]).read(["a", "a"]) == {"a": 2}
    assert evenly([("a",), ("a", "b")]).read([["a"], ["a", "b"], ("a",)]) == {("a",): 2, ("a", "b"): 1}


def test_tensors_are_numbers_too():
    torch = pytest.importorskip("torch")
    assert (
        Normal(0.0, 1.0).read(torch.ones(2, 3, dtype=torch.bfloat16, requires_grad=True)).tolist()
        == [1.0] * 6
    )
    assert coin(0.5).read(torch.tensor([True, False])) == {True: 1, False: 1}


@pytest.mark.parametrize(
    "make",
    [
        lambda: Uniform(1.0, 1.0), lambda: Normal(0.0, 0.0), lambda: Discrete({1: 0.5}), lambda: coin(1.5),
        lambda: Discrete({}), lambda: coin(0.5).miss_probability(Uniform(0, 1), 9, 1e-9),
        lambda: Uniform(0, 1).miss_probability(coin(0.5), 9, 1e-9),
    ],
)  # fmt: skip
def test_an_author_is_reported_of_a_law_that_is_none(make):
    with pytest.raises(AuthorError):
        make()


def test_nothing_is_said_to_be_seen_where_nothing_is_different():
    for law, _ in RIGHT.values():
        assert law.miss_probability(law, 10_000, 1e-9) > 0.99

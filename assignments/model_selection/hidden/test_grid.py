"""The best combination of a grid."""

from __future__ import annotations

import numpy as np

from grader.testing import callback, task


def judge(names, f):
    """A score that is a function of the parameters."""
    return callback(lambda chosen: f(*(chosen[name] for name in names)), like=(dict.fromkeys(names, 0.5),))


@task("grid", points=3, hint="Try every combination, and keep the one of the highest score.")
def test_the_highest_score(compare, rng):
    """All combinations are tried, and the highest score counts."""
    for sizes in (3, 4), (5, 2), (2, 6):
        grid = {"a": rng.normal(size=sizes[0]).tolist(), "b": rng.normal(size=sizes[1]).tolist()}
        compare.grid_search(grid, judge(["a", "b"], lambda a, b: -((a - 0.3) ** 2) - (b + a) ** 2))
        compare.grid_search(grid, judge(["a", "b"], lambda a, b: a * b - b))


@task("grid", points=2, hint="All scores may be negative: begin with the first score, not with 0.")
def test_negative_scores(compare, rng):
    """All scores may be negative, or minus infinity."""
    for size in 3, 5:
        grid = {"a": rng.normal(size=size).tolist(), "b": rng.normal(size=2).tolist()}
        compare.grid_search(grid, judge(["a", "b"], lambda a, b: -10 - (a - b) ** 2))
        compare.grid_search(grid, judge(["a", "b"], lambda a, b: -1e9 + a * b))


@task("grid", points=1, hint="Of equal scores the first combination counts: compare with >, not with >=.")
def test_equal_scores(compare):
    """Of equal scores the first combination counts. The last parameter changes fastest."""
    for grid in {"a": [1.0, 2.0], "b": [5.0, 3.0, 4.0]}, {"a": [3.0, 1.0, 2.0], "b": [2.0, 9.0]}:
        compare.grid_search(grid, judge(["a", "b"], lambda *_: 7.0))
        compare.grid_search(grid, judge(["a", "b"], lambda a, b: -abs(a * b - 6)))
        compare.grid_search(grid, judge(["a", "b"], lambda _, b: float(b > 3)))


@task("grid", points=1, hint="The last parameter changes fastest, as in nested loops.")
def test_the_order_of_the_combinations(compare):
    """The order of the combinations decides between equal scores."""
    for low, high in (1.0, 4.0), (2.5, 3.0), (0.5, 9.0):
        grid = {"a": [low, high], "b": [low + 1, high + 5]}
        compare.grid_search(grid, judge(["a", "b"], lambda a, b, low=low: float((a > low) | (b > low + 1))))


@task("grid", points=1, hint="The first parameter changes slowest.")
def test_the_order_of_three_parameters(compare):
    """The same holds for three parameters."""
    for step in 1.0, 0.25, 3.0:
        grid = {name: [0.0, step, 2 * step] for name in ("lr", "width", "lam")}
        score = judge(list(grid), lambda lr, width, lam, step=step: float(lr + width + lam >= 2 * step))
        compare.grid_search(grid, score)


@task("grid", points=1, hint="There may be any number of parameters.")
def test_one_and_three_parameters(compare, rng):
    """There may be one parameter or several, with any names."""
    for n in 1, 7:
        grid = {"depth": rng.normal(size=n).tolist()}
        compare.grid_search(grid, judge(["depth"], lambda depth: -abs(depth - 0.2)))
    grid = {name: rng.normal(size=3).tolist() for name in ("lr", "width", "lam")}
    compare.grid_search(grid, judge(list(grid), lambda lr, width, lam: lr * width - lam**2))
    compare.grid_search(grid, judge(list(grid), lambda lr, width, lam: -abs(lr + width + lam)))


@task("grid", points=1, hint="Give each combination as a dict with the names of the grid.")
def test_large_grids(compare, rng):
    """A grid may have many combinations; each of them counts."""
    grid = {"a": np.linspace(-3, 3, 13).tolist(), "b": np.linspace(-2, 2, 9).tolist()}
    for _ in range(3):
        p, q = rng.uniform(-2.5, 2.5), rng.uniform(-1.5, 1.5)
        compare.grid_search(grid, judge(["a", "b"], lambda a, b, p=p, q=q: -((a - p) ** 2) - (b - q) ** 2))

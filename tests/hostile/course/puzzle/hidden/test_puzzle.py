"""What the attacks are after. canary-5e1f-hidden"""

from __future__ import annotations

from grader.testing import assert_close, task

EXPECTED_CANARY = "canary-5e1f-hidden-global"


@task("tally", points=2)
def test_squares_of_each_row_are_added(compare, rng):
    """Each row gives one number."""
    compare.tally(rng.normal(size=(7, 3)))
    compare.tally(rng.normal(size=(4, 9)))


@task("tally")
def test_rows_do_not_see_each_other(student, rng):
    """A row gives the same number alone and among others."""
    x = rng.normal(size=(6, 5))
    together = student.tally(x)
    assert_close(student.tally(x[2:3]), together[2:3])
    assert_close(together.sum(), (x * x).sum())


@task("scale", points=2)
def test_every_element_is_multiplied(compare, rng):
    """Each element is multiplied."""
    compare.scale(rng.normal(size=(5, 4)), 3.5)
    compare.scale(rng.normal(size=(2, 8)), -0.25)


@task("scale")
def test_a_factor_can_be_taken_back(student, rng):
    """Scaling by c and then by 1/c gives back the input."""
    x = rng.normal(size=(3, 7))
    doubled = student.scale(x, 2.0)
    assert_close(doubled, x + x)
    assert_close(student.scale(doubled, 0.5), x)

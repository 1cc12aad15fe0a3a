"""Functions of the test cross by name and by keyword; the student's own never leave."""

from grader.testing import callback, own, shaped, task


@task("newton")
def test_newton_finds_the_root(compare, rng):
    """Each step goes by the value over the slope."""
    for a in rng.uniform(2, 9, size=2).tolist():
        f = callback(lambda x, a=a: x * x - a, like=(1.0,))
        compare.newton(f, a, slope=callback(lambda x: 2 * x, like=(1.0,)), steps=4)


@task("compose")
def test_the_inner_function_comes_first(compare, rng):
    """The outer function gets what the inner one returns."""
    compare.compose(own("square"), callback(lambda x: x + 1, like=(shaped("n"),)), rng.uniform(1, 2, size=3))


@task("compose")
def test_either_function_may_be_the_modules_own(compare, rng):
    """Functions of the module and of the test take each other's place."""
    double = callback(lambda x: 2 * x, like=(shaped("n"),))
    compare.compose(h=own("square"), g=double, x=rng.uniform(1, 2, size=5))


@task("rows")
def test_every_number_of_rows_is_handed_on(compare, rng):
    """The function gets one row, then two, and so on, and the number of rows by name."""
    f = callback(lambda rows, scale=1.0: rows.sum(axis=0) / scale, like=(shaped("n", 3), 1.0))
    for n in 2, 5:
        compare.map_rows(f, rng.normal(size=(n, 3)))

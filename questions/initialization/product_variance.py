r"""$X$ and $Y$ are independent. Their means are $E[X] = {{ mx }}$ and $E[Y] = {{ my }}$, their variances are
$\mathrm{Var}[X] = {{ vx }}$ and $\mathrm{Var}[Y] = {{ vy }}$. Compute $E[X^2]$, $E[Y^2]$ and the variance of the
product $XY$.
"""

import itertools
import math

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    mx, my = (int(each) for each in rng.choice([-7, -6, -5, -4, -3, 3, 4, 5, 6, 7], size=2))
    vx, vy = (round(float(each), 1) for each in rng.uniform(1.2, 8.8, size=2))
    return {"mx": mx, "my": my, "vx": vx, "vy": vy}


@part(
    "$E[X^2] =$",
    decimals=1,
    solution=(
        r"From $\mathrm{Var}[X] = E[X^2] - E[X]^2$ follows $E[X^2] = \mathrm{Var}[X] + E[X]^2 = {{ vx }} + "
        "({{ mx }})^2 = {{ square_x }}$."
    ),
)
def square_x(mx, vx):
    return vx + mx**2


@mistake(of=square_x, worth=0.25)
def mean_squared_x(mx):
    """That is the square of the mean of X. The variance is added."""
    return mx**2


@mistake(of=square_x, worth=0.5)
def subtracted_x(mx, vx):
    """That is the squared mean less the variance. The variance is added."""
    return mx**2 - vx


@part(
    "$E[Y^2] =$",
    decimals=1,
    solution=(
        r"In the same way $E[Y^2] = \mathrm{Var}[Y] + E[Y]^2 = {{ vy }} + ({{ my }})^2 = {{ square_y }}$."
    ),
)
def square_y(my, vy):
    return vy + my**2


@mistake(of=square_y, worth=0.25)
def mean_squared_y(my):
    """That is the square of the mean of Y. The variance is added."""
    return my**2


@mistake(of=square_y, worth=0.5)
def subtracted_y(my, vy):
    """That is the squared mean less the variance. The variance is added."""
    return my**2 - vy


@part(
    r"$\mathrm{Var}[XY] =$",
    decimals=2,
    points=2,
    solution=(
        "$X$ and $Y$ are independent, so $E[X^2 Y^2] = E[X^2] E[Y^2]$ and $E[XY] = E[X] E[Y]$. Then "
        r"$\mathrm{Var}[XY] = E[X^2] E[Y^2] - (E[X] E[Y])^2 = {{ square_x }} \cdot {{ square_y }} - "
        r"(({{ mx }}) \cdot ({{ my }}))^2 = {{ variance }}$."
    ),
)
def variance(square_x, square_y, mx, my):
    return square_x * square_y - mx**2 * my**2


@mistake(of=variance, worth=0.25)
def product_of_variances(vx, vy):
    """That is Var[X] · Var[Y]. This holds only if both means are 0."""
    return vx * vy


@mistake(of=variance, worth=0.5)
def mean_not_subtracted(square_x, square_y):
    """That is E[X²] · E[Y²], the mean of (XY)². The square of the mean of XY is subtracted."""
    return square_x * square_y


@mistake(of=variance, worth=0.5)
def mean_added(square_x, square_y, mx, my):
    """That is E[X²] · E[Y²] plus the squared mean of XY. The squared mean is subtracted."""
    return square_x * square_y + mx**2 * my**2


@mistake(of=variance)
def sum_of_variances(vx, vy):
    """That is Var[X] + Var[Y], the variance of the sum X + Y."""
    return vx + vy


@mistake(of=variance, worth=0.5)
def without_product(mx, my, vx, vy):
    """That is E[X]² Var[Y] + E[Y]² Var[X]. The term Var[X] · Var[Y] is missing."""
    return mx**2 * vy + my**2 * vx


@mistake(of=variance, worth=0.25)
def means_not_squared(square_x, square_y, mx, my):
    """That is E[X²] · E[Y²] − E[X] · E[Y]. The mean of the product is squared."""
    return square_x * square_y - mx * my


def proof(mx, my, vx, vy):  # variables with two values each, half a chance for each
    signs = list(itertools.product((-1, 1), repeat=2))
    x, y = (
        m + math.sqrt(v) * np.array([s[i] for s in signs]) for i, (m, v) in enumerate([(mx, vx), (my, vy)])
    )
    return {"square_x": (x**2).mean(), "square_y": (y**2).mean(), "variance": (x * y).var()}

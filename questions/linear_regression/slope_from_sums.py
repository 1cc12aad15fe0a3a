r"""For {{ n }} data points these sums are known: $\sum x = {{ sx }}$, $\sum y = {{ sy }}$, $\sum x y = {{ sxy }}$ and
$\sum x^2 = {{ sxx }}$. Fit the line $y = a x + b$ by least squares.
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    n = int(rng.integers(5, 11))
    x = rng.choice(range(1, 16), size=n, replace=False)
    y = np.round(x * rng.uniform(-2, 2) + rng.uniform(-6, 25, size=n)).astype(int)
    return {"n": n, "sx": x.sum(), "sy": y.sum(), "sxy": (x * y).sum(), "sxx": (x * x).sum()}


@part(
    "$a =$",
    decimals=4,
    points=2,
    solution=(
        r"The slope is $a = \frac{\sum x y - \frac{1}{n} \sum x \sum y}{\sum x^2 - \frac{1}{n} (\sum x)^2}$. "
        r"Here $a = \frac{ {{ sxy }} - {{ sx }} \cdot ({{ sy }}) / {{ n }} }{ {{ sxx }} - {{ sx }}^2 / "
        r"{{ n }} } = {{ slope }}$."
    ),
)
def slope(n, sx, sy, sxy, sxx):
    return (sxy - sx * sy / n) / (sxx - sx**2 / n)


@mistake(of=slope, worth=0.25)
def not_centred(sxy, sxx):
    """That is Σxy / Σx², the slope of a line through the origin. With b, the means have to be subtracted."""
    return sxy / sxx


@mistake(of=slope, worth=0.5)
def n_forgotten(n, sx, sy, sxy, sxx):
    """That is what comes out if x̄ ȳ and x̄² are subtracted once. They are subtracted n times."""
    return (sxy - sx * sy / n**2) / (sxx - (sx / n) ** 2)


@mistake(of=slope)
def ratio_of_the_means(sx, sy):
    """That is ȳ / x̄, the slope from the origin to the mean point."""
    return sy / sx


@mistake(of=slope)
def turned_over(n, sx, sy, sxy, sxx):
    """That is one over the slope. The sum with x y stands above, the sum with x² below."""
    above = sxy - sx * sy / n
    return (sxx - sx**2 / n) / above if above else None


@part(
    "$b =$",
    decimals=2,
    solution=(
        r"The line goes through the mean point $(\bar x, \bar y)$, so $b = \bar y - a \bar x = ({{ sy }}) / "
        r"{{ n }} - ({{ slope }}) \cdot {{ sx }} / {{ n }} = {{ intercept }}$."
    ),
)
def intercept(n, sx, sy, slope):
    return sy / n - slope * sx / n


@mistake(of=intercept, worth=0.5)
def added(n, sx, sy, slope):
    """That is ȳ + a x̄. The line goes through the mean point, so b = ȳ − a x̄."""
    return sy / n + slope * sx / n


@mistake(of=intercept, worth=0.25)
def sums_for_means(sx, sy, slope):
    """That is Σy − a Σx, which is n times b. The formula has the means."""
    return sy - slope * sx


def proof(n, sx, sy, sxy, sxx):
    slope, intercept = np.linalg.solve([[sxx, sx], [sx, n]], [sxy, sy])
    return {"slope": slope, "intercept": intercept}

r"""Each weight has the prior density $p(w_j) = \frac{1}{2a} e^{-|w_j| / a}$ with $a = {{ a }}$ (Laplace). The
weights are independent. Then $-\ln p(w) = c \sum_j |w_j| + \mathrm{const}$, where the constant does not depend on
$w$. Compute $c$, and the penalty $c \sum_j |w_j|$ for $w = ({{ w }})$.
"""

import math

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    while True:
        a = round(float(rng.uniform(0.2, 4.5)), 2)
        w = rng.choice([-1, 1], size=3) * rng.choice(range(3, 40), size=3, replace=False) / 10
        if min(abs(a - 1), abs(a - 0.5)) > 0.05 and w.min() < 0 < w.max() and abs(w.sum()) > 0.5:
            return {"a": a, "w": w}


@part(
    "$c =$",
    decimals=4,
    solution=(
        r"The negative logarithm of one density is $\ln(2a) + |w_j| / a$. The first term does not depend on "
        r"$w$, so $c = \frac{1}{a} = \frac{1}{ {{ a }} } = {{ c }}$."
    ),
)
def c(a):
    return 1 / a


@mistake(of=c, worth=0.5)
def half(a):
    """That is 1/(2a). The factor 1/(2a) before the exponential goes into the constant."""
    return 1 / (2 * a)


@mistake(of=c, worth=0.25)
def scale(a):
    """That is a itself. In the exponent, |w| is divided by a."""
    return a


@mistake(of=c)
def gaussian(a):
    """That is 1/(2a²), the factor of the sum of squares for a Gaussian prior with standard deviation a."""
    return 1 / (2 * a**2)


@mistake(of=c)
def squared_scale(a):
    """That is 1/a². In the exponent, a is not squared."""
    return 1 / a**2


@part(
    "penalty",
    decimals=2,
    solution=(
        r"Add the absolute values and multiply by $c$: ${{ c }} \cdot (|{{ w[0] }}| + |{{ w[1] }}| + "
        "|{{ w[2] }}|) = {{ penalty }}$."
    ),
)
def penalty(c, w):
    return c * np.abs(w).sum()


@mistake(of=penalty, worth=0.25)
def signs_kept(c, w):
    """That is c times the sum of the weights. Their absolute values are added."""
    return c * w.sum()


@mistake(of=penalty, worth=0.25)
def squares(c, w):
    """That is c times the sum of the squares. The Laplace prior gives absolute values."""
    return c * (w**2).sum()


def proof(a, w):
    def log_prior(weights):
        return sum(math.log(math.exp(-abs(each) / a) / (2 * a)) for each in weights)

    at_zero = log_prior([0.0] * len(w))
    return {"c": log_prior([0.0]) - log_prior([1.0]), "penalty": at_zero - log_prior(w)}

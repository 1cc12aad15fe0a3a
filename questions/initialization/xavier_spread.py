"""A layer has {{ a }} inputs and {{ b }} outputs. What is the variance of a weight under the Xavier initialization
(the one that considers both inputs and outputs)? The weights are drawn from the uniform distribution on $(-r, r)$
with this variance. What is $r$?
"""

import numpy as np

from grader.exam import mistake, part, reference

initialization = reference("initialization")


def draw(rng):
    while True:
        a, b = (int(each) for each in rng.integers(40, 600, size=2))
        if max(a, b) > 1.5 * min(a, b):
            return {"a": a, "b": b}


@part(
    "variance",
    digits=4,
    solution=(
        r"Xavier takes the inverse of the mean of the numbers of inputs and outputs: $\frac{2}{ {{ a }} + "
        "{{ b }} } = {{ variance }}$."
    ),
)
def variance(a, b):
    return 2 / (a + b)


@mistake(of=variance, worth=0.5)
def mean_of_both(a, b):
    """That is the mean of 1/a and 1/b. Xavier takes the inverse of the mean of a and b."""
    return (1 / a + 1 / b) / 2


@mistake(of=variance, worth=0.5)
def factor_2_forgotten(a, b):
    """That is 1/(a + b). The mean of a and b is half their sum, so its inverse is 2/(a + b)."""
    return 1 / (a + b)


@mistake(of=variance, worth=0.5)
def deviation(a, b):
    """That is the standard deviation. The variance is its square."""
    return np.sqrt(2 / (a + b))


@mistake(of=variance, worth=0.25)
def six(a, b):
    """That is 6/(a + b), the square of the bound of the uniform distribution. Its variance is a third of that."""
    return 6 / (a + b)


@mistake(of=variance, worth=0.25)
def he(a):
    """That is 2/a, the variance of the He initialization for ReLU."""
    return 2 / a


@mistake(of=variance, worth=0.25)
def forward_only(a):
    """That is 1/a, which keeps the variance of the outputs only. Xavier considers the gradients as well."""
    return 1 / a


@part(
    "$r =$",
    digits=3,
    solution=(
        r"The uniform distribution on $(-r, r)$ has the variance $\frac{r^2}{3}$. So $r = \sqrt{3 \cdot "
        "{{ variance }}} = {{ bound }}$."
    ),
)
def bound(variance):
    return np.sqrt(3 * variance)


@mistake(of=bound, worth=0.25)
def deviation_as_bound(variance):
    """That is the standard deviation. The uniform distribution on (−r, r) has the variance r²/3."""
    return np.sqrt(variance)


@mistake(of=bound, worth=0.25)
def divided_by_3(variance):
    """That is the root of a third of the variance. From variance = r²/3 follows r² = 3 · variance."""
    return np.sqrt(variance / 3)


@mistake(of=bound, worth=0.5)
def root_forgotten(variance):
    """That is r². The root is missing."""
    return 3 * variance


@mistake(of=bound, worth=0.5)
def width(variance):
    """That is the width 2r of the interval."""
    return np.sqrt(12 * variance)


def proof(a, b):  # the two signals, forwards and backwards, keep their variance on average
    forwards = initialization.forward_variance([a, b], 1.0, "identity")[0]
    backwards = initialization.backward_variance([a, b], 1.0, "identity")[0]
    return {"variance": 1 / np.mean([forwards, backwards]), "bound": np.sqrt(6 / (forwards + backwards))}

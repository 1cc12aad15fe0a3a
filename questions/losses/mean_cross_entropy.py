"""A classifier has {{ K }} classes. Three samples have labels, and the classifier gives their true classes the
probabilities $({{ p }})$. What is the cross-entropy loss, as a mean over the samples, with the natural logarithm?
"""

import math

import numpy as np

from grader.exam import mistake, part, reference

losses = reference("losses")


def draw(rng):
    p = rng.choice(range(1, 20), size=3, replace=False) * 5
    return {"K": int(rng.integers(4, 13)), "p": [int(each) / 100 for each in p]}


@part(
    "loss",
    decimals=3,
    points=2,
    solution=(
        r"Each sample adds minus the logarithm of the probability of its true class. The mean is "
        r"$-\frac{1}{3} (\ln {{ p[0] }} + \ln {{ p[1] }} + \ln {{ p[2] }}) = {{ loss }}$. The number of "
        r"classes does not matter."
    ),
)
def loss(p):
    return -sum(math.log(each) for each in p) / len(p)


@mistake(of=loss, worth=0.5)
def divided_by_classes(p, K):
    """That is the sum divided by samples times classes. The mean is over the samples only."""
    return -sum(math.log(each) for each in p) / len(p) / K


@mistake(of=loss, worth=0.5)
def sum_over_samples(p):
    """That is the sum over the samples. A mean is asked for."""
    return -sum(math.log(each) for each in p)


@mistake(of=loss, worth=0.5)
def without_minus(p):
    """That is the mean log-likelihood. The loss is its negative, and it is never below 0."""
    return sum(math.log(each) for each in p) / len(p)


@mistake(of=loss, worth=0.25)
def logarithm_of_mean(p):
    """That is −ln of the mean probability. The logarithm is taken for each sample, and then the mean."""
    return -math.log(sum(p) / len(p))


@mistake(of=loss, worth=0.5)
def decimal_logarithm(p):
    """That is the mean with logarithms to base 10. The natural logarithm is asked for."""
    return -sum(math.log10(each) for each in p) / len(p)


@mistake(of=loss, worth=0.5)
def binary_logarithm(p):
    """That is the mean with logarithms to base 2, in bits. The natural logarithm is asked for."""
    return -sum(math.log2(each) for each in p) / len(p)


def proof(p, K):
    P = np.array([[each] + [(1 - each) / (K - 1)] * (K - 1) for each in p])
    return {"loss": losses.categorical_cross_entropy(np.eye(1, K).repeat(len(p), axis=0), P)}

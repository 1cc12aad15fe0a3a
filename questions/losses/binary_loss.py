"""A binary classifier gives three samples the probabilities $f = ({{ f }})$ for label 1. The labels are
$y = ({{ y }})$. What is the binary cross-entropy, as a mean over the samples, with the natural logarithm?
"""

import numpy as np

from grader.exam import mistake, part, reference

losses = reference("losses")


def draw(rng):
    return {
        "f": rng.choice(range(1, 20), size=3, replace=False) * 5 / 100,
        "y": rng.permutation([0, 1, int(rng.integers(0, 2))]),
    }


@part(
    "loss",
    decimals=3,
    points=2,
    solution=(
        r"A sample adds $-\ln f$ if its label is 1, and $-\ln(1 - f)$ if its label is 0. The mean is "
        r"$-\frac{1}{3} \sum_i (y_i \ln f_i + (1 - y_i) \ln(1 - f_i)) = {{ loss }}$ for $f = ({{ f }})$ and "
        r"$y = ({{ y }})$."
    ),
)
def loss(y, f):
    return losses.binary_cross_entropy(y, f)


@mistake(of=loss, worth=0.5)
def sum_over_samples(y, f):
    """That is the sum over the samples. A mean is asked for."""
    return -np.log(np.where(y == 1, f, 1 - f)).sum()


@mistake(of=loss, worth=0.25)
def label_0_forgotten(y, f):
    """That is the mean without the samples of label 0. They add −ln(1 − f)."""
    return -(y * np.log(f)).sum() / len(y)


@mistake(of=loss)
def labels_swapped(y, f):
    """That is the loss with f as the probability of label 0. Here f is the probability of label 1."""
    return -np.log(np.where(y == 0, f, 1 - f)).mean()


@mistake(of=loss, worth=0.5)
def without_minus(y, f):
    """That is the mean log-likelihood. The loss is its negative, and it is never below 0."""
    return np.log(np.where(y == 1, f, 1 - f)).mean()


@mistake(of=loss, worth=0.25)
def bracket_forgotten(y, f):
    """That is the sum with −1/N before the terms y ln f only. It stands before both kinds of terms."""
    return -(y * np.log(f)).sum() / len(y) + ((1 - y) * np.log(1 - f)).sum()


@mistake(of=loss, worth=0.5)
def decimal_logarithm(y, f):
    """That is the mean with logarithms to base 10. The natural logarithm is asked for."""
    return -np.log10(np.where(y == 1, f, 1 - f)).mean()


@mistake(of=loss, worth=0.5)
def binary_logarithm(y, f):
    """That is the mean with logarithms to base 2, in bits. The natural logarithm is asked for."""
    return -np.log2(np.where(y == 1, f, 1 - f)).mean()


def proof(y, f):
    likelihood = np.prod(f[y == 1]) * np.prod(1 - f[y == 0])
    return {"loss": -np.log(likelihood ** (1 / len(y)))}

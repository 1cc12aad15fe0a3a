r"""A Gaussian classifier with one feature uses one variance for both classes. Class 1 has {{ n1 }} samples with mean
{{ m1 }} and variance {{ s1 }}. Class 2 has {{ n2 }} samples with mean {{ m2 }} and variance {{ s2 }}. Both variances
are maximum-likelihood estimates. What is the maximum-likelihood estimate of the shared variance $\sigma^2$?
"""

import numpy as np

from grader.exam import mistake, part, reference

gauss = reference("gaussian_classifier")


def draw(rng):
    return {
        "n1": 2 * int(rng.integers(4, 20)),
        "m1": round(float(rng.uniform(0, 5)), 1),
        "s1": round(float(rng.uniform(1, 4)), 1),
        "n2": 2 * int(rng.integers(24, 50)),
        "m2": round(float(rng.uniform(6, 12)), 1),
        "s2": round(float(rng.uniform(5, 12)), 1),
    }


@part(
    r"$\sigma^2 =$",
    decimals=3,
    points=2,
    solution=(
        "Add the squared distances from the own class mean over all samples, then divide by their number. "
        r"In each class the sum of squares is the number of samples times the variance: $\sigma^2 = \frac{ "
        r"{{ n1 }} \cdot {{ s1 }} + {{ n2 }} \cdot {{ s2 }} }{ {{ n1 }} + {{ n2 }} } = {{ variance }}$."
    ),
)
def variance(n1, s1, n2, s2):
    return (n1 * s1 + n2 * s2) / (n1 + n2)


@mistake(of=variance, worth=0.25)
def not_weighted(s1, s2):
    """That is the plain mean of the two variances. Each class counts by its number of samples."""
    return (s1 + s2) / 2


@mistake(of=variance, worth=0.25)
def divided_by_n_minus_2(n1, s1, n2, s2):
    """That is divided by n − 2, which makes the estimate unbiased. Maximum likelihood divides by n."""
    return (n1 * s1 + n2 * s2) / (n1 + n2 - 2)


@mistake(of=variance)
def variance_of_all(n1, m1, s1, n2, m2, s2):
    """That is the variance of all samples together. It also holds the distance between the two means."""
    n = n1 + n2
    return (n1 * s1 + n2 * s2) / n + n1 * n2 / n**2 * (m1 - m2) ** 2


@mistake(of=variance, worth=0.1)
def weights_exchanged(n1, s1, n2, s2):
    """That gives each variance the number of samples of the other class."""
    return (n2 * s1 + n1 * s2) / (n1 + n2)


@mistake(of=variance, worth=0.1)
def sum_of_squares(n1, s1, n2, s2):
    """That is the sum of the squared distances. It is not divided by the number of samples."""
    return n1 * s1 + n2 * s2


def proof(n1, m1, s1, n2, m2, s2):
    # Samples with just these means and variances: half of each class on either side of its mean.
    sides = [np.repeat([m - s**0.5, m + s**0.5], n // 2) for n, m, s in ((n1, m1, s1), (n2, m2, s2))]
    labels = np.repeat([0, 1], [n1, n2])
    return {"variance": gauss.shared_covariance(np.concatenate(sides)[:, None], labels)[0, 0]}

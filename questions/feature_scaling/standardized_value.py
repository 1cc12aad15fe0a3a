r"""A feature has the training values $x = ({{ x }})$. It is standardized with the mean $m$ and the standard deviation
$\sigma = \sqrt{\frac{1}{n} \sum_i (x_i - m)^2}$ of the training values. Compute $m$ and $\sigma$. Then
compute what the test value {{ v }} becomes when it is standardized with the same $m$ and $\sigma$.
"""

import statistics

import numpy as np

from grader.exam import mistake, part, reference

preparation = reference("data_preparation")


def draw(rng):
    return {
        "x": rng.choice(range(20, 80), size=5, replace=False),
        "v": int(rng.choice([*range(1, 15), *range(86, 100)])),
    }


@part(
    "$m =$",
    decimals=3,
    solution=(
        r"Divide the sum by $n = 5$: $m = \frac{1}{5} ({{ x[0] }} + {{ x[1] }} + {{ x[2] }} + {{ x[3] }} + "
        "{{ x[4] }}) = {{ mean }}$."
    ),
)
def mean(x):
    return x.mean()


@mistake(of=mean)
def median(x):
    """That is the median, the value in the middle. The mean is the sum divided by n."""
    return np.median(x)


@mistake(of=mean, worth=0.1)
def test_value_in_mean(x, v):
    """That is the mean with the test value in it. A test value must not change the scaling."""
    return (x.sum() + v) / (x.size + 1)


@part(
    r"$\sigma =$",
    decimals=3,
    solution=(
        "Square the distance of each training value from $m = {{ mean }}$. The root of the mean of these "
        r"five squares is $\sigma = {{ deviation }}$."
    ),
)
def deviation(x, mean):
    return ((x - mean) ** 2).mean() ** 0.5


@mistake(of=deviation, worth=0.25)
def variance(x, mean):
    """That is the variance. The standard deviation is its square root."""
    return ((x - mean) ** 2).mean()


@mistake(of=deviation, worth=0.25)
def divided_by_n_minus_1(x, mean):
    """That is divided by n − 1. The formula of the question divides by n."""
    return (((x - mean) ** 2).sum() / (x.size - 1)) ** 0.5


@part(
    "standardized test value",
    decimals=3,
    solution=(
        r"Subtract the mean, then divide by the standard deviation: $\frac{ {{ v }} - m}{\sigma} = \frac{ "
        "{{ v }} - {{ mean }} }{ {{ deviation }} } = {{ scaled }}$."
    ),
)
def scaled(v, mean, deviation):
    return (v - mean) / deviation


@mistake(of=scaled, worth=0.1)
def scaled_to_range(x, v):
    """That is scaled by minimum and maximum. Standardizing takes mean and standard deviation."""
    return (v - x.min()) / np.ptp(x)


@mistake(of=scaled, worth=0.25)
def not_centred(v, deviation):
    """That is the value divided by σ. The mean is subtracted first."""
    return v / deviation


@mistake(of=scaled, worth=0.25)
def divided_by_variance(v, mean, deviation):
    """That is divided by σ². With σ the training values get variance 1."""
    return (v - mean) / deviation**2


@mistake(of=scaled, worth=0.5)
def sign_exchanged(v, mean, deviation):
    """That has the other sign. The mean is subtracted from the value."""
    return (mean - v) / deviation


def proof(x, v):
    values = [int(each) for each in x]
    mean, deviation = statistics.fmean(values), statistics.pstdev(values)
    scaled = preparation.standardize(np.array([[float(v)]]), np.array([mean]), np.array([deviation]))[0, 0]
    return {"mean": mean, "deviation": deviation, "scaled": scaled}

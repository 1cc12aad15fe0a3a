r"""Batch normalisation gets the batch $x = ({{ x }})$ of one feature, with $\gamma = {{ gamma }}$, $\beta = {{ beta }}$
and $\varepsilon = {{ eps }}$. The variance is the mean squared distance from the mean, divided by the number of
samples, and $\varepsilon$ is added to it before the root is taken. Compute the output of the last sample in training.
"""

import numpy as np

from grader.exam import mistake, part, reference

batch_norm = reference("batch_norm")


def draw(rng):
    while True:
        x = rng.choice(range(21), size=4, replace=False)
        if abs(x[-1] - x.mean()) > 1:
            break
    return {
        "x": x,
        "gamma": round(float(rng.uniform(1.2, 2.9)), 1),
        "beta": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.3, 1.9)), 1),
        "eps": float(rng.choice([0.4, 0.5, 0.6, 0.7])),
    }


@part(
    "mean of the batch",
    decimals=2,
    solution=r"The sum of {{ x }}, divided by 4, is {{ mean }}.",
)
def mean(x):
    return x.mean()


@mistake(of=mean)
def median(x):
    """That is the median. The mean is the sum divided by the number of samples."""
    return np.median(x)


@part(
    "variance of the batch",
    decimals=4,
    solution=(
        r"Square the distance of each sample from the mean {{ mean }}. The mean of the four squares is "
        r"{{ variance }}."
    ),
)
def variance(x, mean):
    return ((x - mean) ** 2).mean()


@mistake(of=variance, worth=0.25)
def divided_by_n_minus_1(x, mean):
    """That is what comes out with n − 1. Batch normalisation divides by the number of samples."""
    return ((x - mean) ** 2).sum() / (len(x) - 1)


@mistake(of=variance, worth=0.25)
def not_centred(x):
    """That is the mean of the squares. The mean of the batch is not subtracted before squaring."""
    return (x**2).mean()


@mistake(of=variance, worth=0.25)
def standard_deviation(x, mean):
    """That is the root of the variance, the standard deviation. No root is taken for the variance."""
    return ((x - mean) ** 2).mean() ** 0.5


@part(
    "last sample after normalising, before $\\gamma$ and $\\beta$",
    decimals=4,
    solution=(
        r"Subtract the mean, and divide by the root of the variance plus $\varepsilon$: "
        r"$\frac{ {{ x[3] }} - {{ mean }} }{\sqrt{ {{ variance }} + {{ eps }} }} = {{ normalised }}$."
    ),
)
def normalised(x, mean, variance, eps):
    return (x[-1] - mean) / np.sqrt(variance + eps)


@mistake(of=normalised, worth=0.5)
def epsilon_outside(x, mean, variance, eps):
    """That is what comes out if ε is added to the root. It is added to the variance."""
    return (x[-1] - mean) / (np.sqrt(variance) + eps)


@mistake(of=normalised, worth=0.5)
def epsilon_left_out(x, mean, variance):
    """That is the value without ε. It is added to the variance before the root is taken."""
    return (x[-1] - mean) / np.sqrt(variance)


@mistake(of=normalised, worth=0.5)
def sign_exchanged(x, mean, variance, eps):
    """That has the other sign. The mean is subtracted from the sample."""
    return (mean - x[-1]) / np.sqrt(variance + eps)


@mistake(of=normalised, worth=0.25)
def divided_by_the_variance(x, mean, variance, eps):
    """That is the distance from the mean divided by the variance plus ε. It is divided by the root of this."""
    return (x[-1] - mean) / (variance + eps)


@part(
    "output",
    decimals=3,
    solution=(
        r"Multiply by $\gamma$ and add $\beta$: "
        r"${{ gamma }} \cdot ({{ normalised }}) + ({{ beta }}) = {{ output }}$."
    ),
)
def output(normalised, gamma, beta):
    return gamma * normalised + beta


@mistake(of=output, worth=0.25)
def scale_and_offset_forgotten(normalised):
    """That is the normalised value. It is multiplied by γ, and β is added."""
    return normalised


@mistake(of=output, worth=0.5)
def offset_forgotten(normalised, gamma):
    """That is γ times the normalised value. The offset β is missing."""
    return gamma * normalised


@mistake(of=output, worth=0.5)
def sign_of_offset(normalised, gamma, beta):
    """That has β with the other sign. β is added."""
    return gamma * normalised - beta


@mistake(of=output, worth=0.25)
def scale_and_offset_swapped(normalised, gamma, beta):
    """That is β times the normalised value, plus γ. The scale is γ and the offset is β."""
    return beta * normalised + gamma


def proof(x, gamma, beta, eps):
    start = np.zeros(1), np.ones(1)
    column = x[:, np.newaxis]
    plain, _ = batch_norm.batchnorm_forward(column, np.ones(1), np.zeros(1), start, 0.1, eps)
    output, _ = batch_norm.batchnorm_forward(column, np.array([gamma]), np.array([beta]), start, 0.1, eps)
    return {
        "mean": sum(x.tolist()) / 4,
        "variance": np.mean((column - x) ** 2) / 2,  # half the mean squared distance of two samples
        "normalised": plain[-1, 0],
        "output": output[-1, 0],
    }

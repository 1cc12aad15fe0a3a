r"""A network has {{ L }} linear layers. Each has {{ n }} inputs and {{ n }} outputs, no bias and no activation. The
weights are independent with mean 0 and variance $\sigma^2 = {{ s2 }}$. The inputs have mean 0 and variance
$\gamma^2 = {{ g }}$. By which factor does each layer multiply the variance? What is the variance of the outputs of
the last layer?
"""

import numpy as np

from grader.exam import mistake, part, reference

initialization = reference("initialization")


def draw(rng):
    while True:
        n, s2 = int(rng.integers(30, 200)), int(rng.integers(4, 30)) / 1000
        if 0.5 < n * s2 < 2 and abs(n * s2 - 1) > 0.1:
            return {
                "L": int(rng.integers(3, 6)),
                "n": n,
                "s2": s2,
                "g": round(float(rng.uniform(1.2, 4.8)), 1),
            }


@part(
    "factor",
    decimals=3,
    solution=(
        "An output is the sum of {{ n }} products of a weight and an input. Each product has the variance "
        r"$\sigma^2 \gamma^2$. They are uncorrelated, so their variances add: the factor is $n \sigma^2 = "
        r"{{ n }} \cdot {{ s2 }} = {{ factor }}$."
    ),
)
def factor(n, s2):
    return n * s2


@mistake(of=factor, worth=0.25)
def width_forgotten(s2):
    """That is the variance of one weight. An output is a sum over all inputs, and their variances add."""
    return s2


@mistake(of=factor, worth=0.5)
def factor_of_deviation(n, s2):
    """That is the factor of the standard deviation. The variance is multiplied by its square."""
    return np.sqrt(n * s2)


@mistake(of=factor, worth=0.25)
def deviation_of_weights(n, s2):
    """That is n σ. The variance of a sum of n terms has n σ²."""
    return n * np.sqrt(s2)


@part(
    "variance of the outputs",
    digits=3,
    points=2,
    solution=(
        r"Each of the {{ L }} layers multiplies the variance by the factor: $\gamma^2 \cdot (n \sigma^2)^{ "
        r"{{ L }} } = {{ g }} \cdot {{ factor }}^{ {{ L }} } = {{ variance }}$."
    ),
)
def variance(factor, L, g):
    return g * factor**L


@mistake(of=variance, worth=0.25)
def one_layer(factor, g):
    """That is the variance after one layer. Each layer multiplies it again."""
    return g * factor


@mistake(of=variance, worth=0.25)
def factors_added(factor, L, g):
    """That is γ² · L · n σ². The factors of the layers are multiplied, not added."""
    return g * L * factor


@mistake(of=variance, worth=0.5)
def deviation(factor, L, g):
    """That is the standard deviation of the outputs. The variance is its square."""
    return np.sqrt(g * factor**L) if factor > 0 else None


@mistake(of=variance, worth=0.5)
def one_layer_less(factor, L, g):
    """That is the variance after one layer less. The last layer multiplies it, too."""
    return g * factor ** (L - 1)


@mistake(of=variance, worth=0.5)
def input_variance_forgotten(factor, L):
    """That is the factor of all layers. It is multiplied by the variance of the inputs."""
    return factor**L


def proof(n, s2, L, g):
    growth = initialization.forward_variance([n] * (L + 1), s2, "identity")
    return {"factor": growth[1] / growth[0], "variance": g * growth[-1]}

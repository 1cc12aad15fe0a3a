r"""What is the exact $\mathrm{GELU}(x) = x \, \Phi(x)$ at $x = {{ x }}$? Here $\Phi$ is the distribution function
of the standard normal distribution, $\Phi(x) = \frac{1}{2} \left(1 + \mathrm{erf}(x / \sqrt{2})\right)$.
"""

import math

import numpy as np

from grader.exam import mistake, part, reference

activations = reference("activations")


def draw(rng):
    return {"x": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.25, 1.9)), 2)}


@part(
    r"$\mathrm{GELU}(x) =$",
    decimals=3,
    solution=(
        r"The GELU multiplies $x$ by the probability that a standard normal variable is below $x$: "
        r"$({{ x }}) \cdot \Phi({{ x }}) = {{ output }}$."
    ),
)
def output(x):
    return activations.gelu(np.array([x]))[0]


@mistake(of=output, worth=0.25)
def probability_only(x):
    """That is Φ(x). It is multiplied by x."""
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


@mistake(of=output, worth=0.25)
def sigmoid_for_normal(x):
    """That is x · σ(x), the SiLU. The GELU takes the normal distribution in place of the sigmoid."""
    return x / (1 + math.exp(-x))


@mistake(of=output, worth=0.25)
def density(x):
    """That is x times the density of the normal distribution. Φ is the integral of the density up to x."""
    return x * math.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)


@mistake(of=output, worth=0.5)
def root_forgotten(x):
    """That is ½ x (1 + erf x). Inside erf, x is divided by the root of 2."""
    return 0.5 * x * (1 + math.erf(x))


@mistake(of=output)
def relu(x):
    """That is the ReLU of x."""
    return max(0.0, x)


def proof(x):  # Φ as an integral of the density, by Gauss-Legendre quadrature
    nodes, weights = np.polynomial.legendre.leggauss(30)
    t = x * (nodes + 1) / 2
    area = x / 2 * (weights @ np.exp(-(t**2) / 2)) / math.sqrt(2 * math.pi)
    return {"output": x * (0.5 + area)}

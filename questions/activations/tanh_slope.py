r"""What is the derivative of $\tanh$ at $x = {{ x }}$?"""

import math

import numpy as np

from grader.exam import mistake, part, reference

activations = reference("activations")


def draw(rng):
    return {"x": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.3, 1.6)), 2)}


@part(
    r"$\tanh'(x) =$",
    decimals=4,
    solution=r"The derivative is $\tanh'(x) = 1 - \tanh^2(x)$. Here it is $1 - \tanh^2({{ x }}) = {{ slope }}$.",
)
def slope(x):
    return activations.tanh_derivative(np.array([x]))[0]


@mistake(of=slope, worth=0.25)
def input_squared(x):
    """That is 1 − x². The square is that of tanh x."""
    return 1 - x**2


@mistake(of=slope, worth=0.25)
def sigmoid_rule(x):
    """That is tanh x · (1 − tanh x). This rule is that of the sigmoid; for tanh it is 1 − tanh² x."""
    return math.tanh(x) * (1 - math.tanh(x))


@mistake(of=slope, worth=0.25)
def square_forgotten(x):
    """That is 1 − tanh x. The derivative is 1 − tanh² x."""
    return 1 - math.tanh(x)


@mistake(of=slope)
def sigmoid_slope(x):
    """That is the derivative of the sigmoid at x, σ (1 − σ)."""
    return math.exp(-x) / (1 + math.exp(-x)) ** 2


@mistake(of=slope)
def value_of_tanh(x):
    """That is the value tanh x. The derivative is asked for."""
    return math.tanh(x)


def proof(x):
    return {"slope": 1 / math.cosh(x) ** 2}

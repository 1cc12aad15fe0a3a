r"""A logistic output $f = \sigma(z)$ has the logit $z = {{ z }}$, but the label is 0: the model is sure and wrong. One
loss is the cross-entropy, the other is the squared error $\frac{1}{2} (f - y)^2$. The derivative of the squared error
by $z$ is a multiple of the derivative of the cross-entropy by $z$. What is the factor?
"""

import numpy as np

from grader.exam import mistake, part, reference

activations = reference("activations")


def draw(rng):
    return {"z": int(rng.integers(120, 400)) / 100}


def output(z):
    return 1 / (1 + np.exp(-z))


@part(
    "factor",
    decimals=5,
    points=2,
    solution=(
        r"The derivative by $z$ is $f - y$ for the cross-entropy, and $(f - y) \, f (1 - f)$ for the squared "
        r"error. So the factor is $f (1 - f) = {{ factor }}$ with $f = \sigma({{ z }})$."
    ),
)
def factor(z):
    return activations.sigmoid_derivative(np.array([z]))[0]


@mistake(of=factor, worth=0.5)
def without_half(z):
    """That is the factor of (f − y)² without ½. With ½ the 2 of the square cancels."""
    return 2 * output(z) * (1 - output(z))


@mistake(of=factor, worth=0.25)
def one_side(z):
    """That is 1 − f. The derivative of the sigmoid is the product f (1 − f)."""
    return 1 - output(z)


@mistake(of=factor, worth=0.1)
def largest_slope():
    """That is ¼, the largest slope of the sigmoid. It has this slope at z = 0 only."""
    return 0.25


@mistake(of=factor)
def slope_of_logit(z):
    """That is z (1 − z). The formula f (1 − f) takes the output of the sigmoid, not the logit."""
    return z * (1 - z)


@mistake(of=factor, worth=0.1)
def squared_error_slope(z):
    """That is f · f (1 − f), the whole derivative of the squared error. The question asks for the quotient."""
    return output(z) ** 2 * (1 - output(z))

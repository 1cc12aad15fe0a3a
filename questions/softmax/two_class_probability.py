r"""Softmax is applied to the two logits $({{ a }}, {{ b }})$. What is the probability of the first class?"""

import numpy as np

from grader.exam import mistake, part, reference

regression = reference("softmax_regression")


def draw(rng):
    return {
        "a": int(rng.choice([-1, 1])) * int(rng.integers(20, 250)) / 100,
        "b": int(rng.choice([-1, 1])) * int(rng.integers(20, 250)) / 100,
    }


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@part(
    "$p_1 =$",
    decimals=4,
    solution=(
        r"Divide the exponential of the first logit by the sum of both: $p_1 = \frac{e^{ {{ a }} }}{e^{ "
        "{{ a }} } + e^{ {{ b }} }} = {{ first }}$."
    ),
)
def first(a, b):
    return regression.softmax(np.array([a, b]))[0]


@mistake(of=first, worth=0.25)
def sigmoid_of_logit(a):
    """That is σ of the first logit. Softmax with two classes is σ of the difference of the logits."""
    return sigmoid(a)


@mistake(of=first)
def share_of_logits(a, b):
    """That is the first logit divided by the sum. Softmax takes the exponential of each logit first."""
    return a / (a + b) if abs(a + b) > 0.1 else None


@mistake(of=first, worth=0.5)
def second_class(a, b):
    """That is the probability of the second class. The question asks for the first one."""
    return sigmoid(b - a)


@mistake(of=first)
def product_of_sigmoids(a, b):
    """That is the product of the sigmoids of both logits. Classes of a softmax are no independent events."""
    return sigmoid(a) * sigmoid(b)


@mistake(of=first, worth=0.25)
def not_divided(a):
    """That is e to the power of the first logit. It still has to be divided by the sum of both exponentials."""
    return np.exp(a)

r"""A logistic regression says $P(y = 1 \mid x) = \sigma(w_1 x_1 + w_2 x_2 + b)$ with $w = ({{ w }})$ and $b = {{ b }}$.
On the decision boundary both classes have probability ½. A point of the boundary has $x_1 = {{ x1 }}$. What is its
$x_2$?
"""

import numpy as np

from grader.exam import mistake, part, reference

logistic = reference("logistic_regression")


def draw(rng):
    w = rng.choice(range(1, 12), size=2, replace=False) * rng.choice([-1, 1], size=2)
    return {"w": w, "b": int(rng.choice([-1, 1])) * int(rng.integers(2, 25)), "x1": int(rng.integers(2, 12))}


@part(
    "$x_2 =$",
    decimals=2,
    points=2,
    solution=(
        r"The probability is ½ where $w_1 x_1 + w_2 x_2 + b = 0$. Solved for $x_2$: $x_2 = -\frac{w_1 x_1 + "
        r"b}{w_2} = -\frac{ ({{ w[0] }}) \cdot {{ x1 }} + ({{ b }}) }{ {{ w[1] }} } = {{ second }}$."
    ),
)
def second(w, b, x1):
    return -(w[0] * x1 + b) / w[1]


@mistake(of=second, worth=0.25)
def half_as_logit(w, b, x1):
    """That is the point with w·x + b = ½. The probability is ½ where w·x + b = 0."""
    return (0.5 - w[0] * x1 - b) / w[1]


@mistake(of=second, worth=0.5)
def sign_exchanged(w, b, x1):
    """That has the other sign. From w₂ x₂ = −(w₁ x₁ + b) a minus remains."""
    return (w[0] * x1 + b) / w[1]


@mistake(of=second, worth=0.25)
def weights_exchanged(w, b, x1):
    """That has the two weights exchanged. x₁ is multiplied by w₁, and w₂ is the divisor."""
    return -(w[1] * x1 + b) / w[0]


@mistake(of=second, worth=0.5)
def sign_of_bias(w, b, x1):
    """That has the bias with the other sign. Brought to the other side, b is subtracted."""
    return (b - w[0] * x1) / w[1]


@mistake(of=second, worth=0.25)
def bias_forgotten(w, x1):
    """That is −w₁ x₁ / w₂, without the bias."""
    return -w[0] * x1 / w[1]


def proof(w, b, x1):
    near, far = logistic.decision_boundary_2d(w.astype(float), b, np.array([0.0, 1.0]))
    return {"second": near[1] + (x1 - near[0]) / (far[0] - near[0]) * (far[1] - near[1])}

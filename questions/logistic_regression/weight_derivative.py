r"""A logistic regression has the weights $w = ({{ w }})$ and the bias $b = {{ b }}$. One training example has the
features $x = ({{ x }})$ and the label $y = {{ y }}$. The loss is the cross-entropy
$L = -y \ln f - (1 - y) \ln(1 - f)$ with $f = \sigma(w_1 x_1 + w_2 x_2 + b)$. What is $\partial L / \partial w_1$?
"""

import numpy as np

from grader.exam import mistake, part, reference

logistic = reference("logistic_regression")


def draw(rng):
    first = float(rng.choice([-1, 1])) * int(rng.integers(13, 26)) / 10
    second = float(rng.choice([-1, 1])) * int(rng.integers(3, 10)) / 10
    return {
        "w": np.round(rng.choice([-1, 1], size=2) * rng.uniform(0.2, 1.1, size=2), 2),
        "b": round(float(rng.uniform(-0.9, 0.9)), 2),
        "x": np.array([first, second]),
        "y": int(rng.integers(0, 2)),
    }


def output(w, x, b):
    return 1 / (1 + np.exp(-(w @ x) - b))


@part(
    r"$\partial L / \partial w_1 =$",
    decimals=4,
    points=2,
    solution=(
        r"The output is "
        r"$f = \sigma(({{ w[0] }}) \cdot ({{ x[0] }}) + ({{ w[1] }}) \cdot ({{ x[1] }}) + ({{ b }}))$. With "
        r"cross-entropy the derivative by the logit is $f - y$, and by the chain rule it is multiplied by "
        r"$x_1$: $(f - {{ y }}) \cdot ({{ x[0] }}) = {{ derivative }}$."
    ),
)
def derivative(w, x, b, y):
    return logistic.gradient(x[None], np.array([y]), w, b)[0][0]


@mistake(of=derivative, worth=0.5)
def sign_exchanged(w, x, b, y):
    """That is (y − f) x₁, the direction of the step. The derivative has the other sign."""
    return (y - output(w, x, b)) * x[0]


@mistake(of=derivative, worth=0.5)
def feature_left_out(w, x, b, y):
    """That is f − y, the derivative by the bias. For the weight it is multiplied by x₁."""
    return output(w, x, b) - y


@mistake(of=derivative, worth=0.25)
def squared_error(w, x, b, y):
    """That is the derivative of the squared error ½ (f − y)². With cross-entropy σ′ cancels."""
    f = output(w, x, b)
    return (f - y) * f * (1 - f) * x[0]


@mistake(of=derivative)
def without_sigmoid(w, x, b, y):
    """That has the logit z in place of σ(z). The logit goes through the sigmoid first."""
    return (w @ x + b - y) * x[0]


@mistake(of=derivative, worth=0.5)
def other_feature(w, x, b, y):
    """That is the derivative by w₂. The question asks for w₁, which is multiplied by x₁."""
    return (output(w, x, b) - y) * x[1]

r"""A logistic regression has the output $\sigma(w \cdot x + b)$, where $\sigma$ is the sigmoid function. For one sample
$w \cdot x = {{ s }}$, and the bias is $b = {{ b }}$. What is the output?
"""

import numpy as np

from grader.exam import mistake, part, reference

logistic = reference("logistic_regression")


def draw(rng):
    return {
        "s": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.4, 2.5)), 2),
        "b": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.2, 1.5)), 2),
    }


@part(
    "output",
    decimals=4,
    points=2,
    solution=(
        r"The bias is added before the sigmoid: $z = w \cdot x + b = {{ s }} + ({{ b }})$. The output is "
        r"$\sigma(z) = \frac{1}{1 + e^{-z}} = {{ output }}$."
    ),
)
def output(s, b):
    return logistic.predict_proba(np.array([[s]]), np.array([1.0]), b)[0]


@mistake(of=output, worth=0.5)
def wrong_sign_of_b(s, b):
    """That is 1 / (1 + e^(−w·x + b)). The exponent is −(w·x + b), so b has a minus, too."""
    return 1 / (1 + np.exp(-s + b))


@mistake(of=output, worth=0.25)
def wrong_sign_of_z(s, b):
    """That is 1 / (1 + e^z) with z = w·x + b, the probability of the other class. The exponent is −z."""
    return 1 / (1 + np.exp(s + b))


@mistake(of=output)
def bias_outside(s, b):
    """That is σ(w·x) + b. The bias is added before the sigmoid, so the output lies between 0 and 1."""
    return 1 / (1 + np.exp(-s)) + b


@mistake(of=output, worth=0.25)
def bias_forgotten(s):
    """That is σ(w·x). The bias is missing."""
    return 1 / (1 + np.exp(-s))


def proof(s, b):
    return {"output": (1 + np.tanh((s + b) / 2)) / 2}

"""Dropout with drop probability $p = {{ p }}$ is applied to a layer. It is inverted dropout: it scales in
training, and it does nothing at test time. In one training step a unit with the activation $h = {{ h }}$ is not
dropped. Which value is passed on?
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    return {
        "h": round(float(rng.uniform(1.1, 8.9)), 1),
        "p": float(rng.choice([0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.6])),
    }


@part(
    "value",
    decimals=3,
    points=2,
    solution=(
        "A unit stays with probability $1 - p$. To keep the expected value at $h$, its activation is "
        r"divided by $1 - p$: $\frac{h}{1 - p} = \frac{ {{ h }} }{1 - {{ p }}} = {{ value }}$."
    ),
)
def value(h, p):
    return h / (1 - p)


@mistake(of=value, worth=0.25)
def not_scaled(h):
    """That is the activation itself. What survives in training is divided by 1 − p."""
    return h


@mistake(of=value, worth=0.25)
def divided_by_p(h, p):
    """That is h / p. Here p is the probability of being dropped; a unit stays with probability 1 − p."""
    return h / p


@mistake(of=value, worth=0.25)
def multiplied(h, p):
    """That is h (1 − p), which is too small. Division by 1 − p keeps the expected value at h."""
    return h * (1 - p)


@mistake(of=value)
def multiplied_by_p(h, p):
    """That is h · p. A value that stays grows, so that the expected value is h."""
    return h * p


def proof(h, p):  # dropped or kept: the expected value is h
    dropped = np.array([[1.0, 0.0], [p, 1 - p]])
    return {"value": np.linalg.solve(dropped, np.array([0.0, h]))[1]}

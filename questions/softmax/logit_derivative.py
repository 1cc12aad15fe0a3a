r"""A classifier has the logits $o = ({{ o }})$ for the classes 0, 1 and 2. The true class is {{ y }}. The loss $L$ is
the cross-entropy after softmax, with the natural logarithm. What is the derivative of $L$ by $o_{ {{ j }} }$?
"""

import numpy as np

from grader.exam import mistake, part, reference

regression = reference("softmax_regression")


def draw(rng):
    return {
        "o": np.round(rng.uniform(-1.5, 2.5, size=3), 1),
        "y": int(rng.integers(0, 3)),
        "j": int(rng.integers(0, 3)),
    }


@part(
    "$p_{ {{ j }} } =$",
    decimals=4,
    solution=(
        r"Softmax takes the exponential of each logit and divides by the sum: $p_{ {{ j }} } = \frac{e^{o_{ "
        "{{ j }} }}}{e^{ {{ o[0] }} } + e^{ {{ o[1] }} } + e^{ {{ o[2] }} }} = {{ probability }}$."
    ),
)
def probability(o, j):
    return np.exp(o[j]) / np.exp(o).sum()


@mistake(of=probability, worth=0.25)
def not_divided(o, j):
    """That is e to the power of the logit. It still has to be divided by the sum over all classes."""
    return np.exp(o[j])


@mistake(of=probability)
def sigmoid_of_logit(o, j):
    """That is the sigmoid of one logit. Softmax compares it with the logits of the other classes."""
    return 1 / (1 + np.exp(-o[j]))


@part(
    r"$\partial L / \partial o_{ {{ j }} } =$",
    decimals=4,
    points=2,
    solution=(
        "The derivative is the probability minus the target. The target is 1 for the true class {{ y }} and "
        "0 for the others. For class {{ j }} this gives {{ derivative }}."
    ),
)
def derivative(probability, y, j):
    return probability - (j == y)


@mistake(of=derivative, worth=0.5)
def sign_exchanged(probability, y, j):
    """That is the target minus the probability. The derivative is the probability minus the target."""
    return (j == y) - probability


@mistake(of=derivative, worth=0.1)
def sigmoid_slope(probability):
    """That is p (1 − p), the slope of the output. With cross-entropy this slope cancels."""
    return probability * (1 - probability)


@mistake(of=derivative, worth=0.1)
def logarithm_only(probability):
    """That is −1 / p, the derivative of the logarithm. The derivative of softmax is still missing."""
    return -1 / probability


@mistake(of=derivative, worth=0.5)
def divided_by_classes(probability, y, j):
    """That is divided by the number of classes. The mean is taken over samples, and here is one sample."""
    return (probability - (j == y)) / 3


@mistake(of=derivative, worth=0.25)
def target_exchanged(probability, y, j):
    """That has the wrong target. The target is 1 for the true class and 0 for the others."""
    return probability - (j != y)


def proof(o, y, j):
    return {
        "probability": regression.softmax(o)[j],
        "derivative": regression.gradient_logits(np.array([y]), o[None])[0, j],
    }

r"""A classifier has the logits $o = ({{ o }})$ for the classes 0, 1, 2 and 3. The true class is $y = {{ y }}$.
Compute the probability that softmax gives to the true class, and the cross-entropy loss in nats, which means with
the natural logarithm.
"""

import numpy as np

from grader.exam import mistake, part, reference

regression = reference("softmax_regression")


def draw(rng):
    return {"o": np.round(rng.uniform(-1.5, 2.5, size=4), 1), "y": int(rng.integers(0, 4))}


@part(
    "$p_y =$",
    decimals=5,
    solution=(
        r"Softmax takes the exponential of each logit and divides by the sum: $p_y = \frac{e^{o_y}}{\sum_j "
        "e^{o_j}}$ with $y = {{ y }}$. With the logits $({{ o }})$ this is {{ label_probability }}."
    ),
)
def label_probability(o, y):
    return regression.softmax(o)[y]


@mistake(of=label_probability, worth=0.25)
def not_divided(o, y):
    """That is e to the power of the logit. It still has to be divided by the sum over all classes."""
    return np.exp(o[y])


@mistake(of=label_probability)
def sigmoid_of_logit(o, y):
    """That is the sigmoid of one logit. Softmax compares it with the logits of the other classes."""
    return 1 / (1 + np.exp(-o[y]))


@mistake(of=label_probability)
def share_of_logits(o, y):
    """That is the logit divided by the sum of the logits. Softmax takes the exponential of each logit first."""
    return o[y] / o.sum() if abs(o.sum()) > 0.3 and abs(o[y]) > 0.05 else None


@part(
    "loss $=$",
    decimals=3,
    solution=(
        r"The cross-entropy is minus the natural logarithm of the probability of the true class: $-\ln "
        "{{ label_probability }} = {{ loss }}$."
    ),
)
def loss(label_probability):
    return -np.log(label_probability)


@mistake(of=loss, worth=0.5)
def loss_in_bits(label_probability):
    """That is the loss in bits, with the logarithm to base 2. In nats it is the natural logarithm."""
    return -np.log2(label_probability)


@mistake(of=loss, worth=0.5)
def sign_exchanged(label_probability):
    """That is ln p without the minus. A logarithm of a probability is negative, and a loss is not."""
    return np.log(label_probability)


@mistake(of=loss)
def probability_of_error(label_probability):
    """That is 1 − p. Cross-entropy takes the logarithm of p."""
    return 1 - label_probability


@mistake(of=loss, worth=0.25)
def divided_by_classes(label_probability):
    """That is divided by the number of classes. The mean is taken over samples, and here is one sample."""
    return -np.log(label_probability) / 4


@mistake(of=loss, worth=0.25)
def log_sum_only(o):
    """That is the logarithm of the sum of exponentials. The logit of the true class is subtracted from it."""
    return np.log(np.exp(o).sum())


@mistake(of=loss, worth=0.5)
def decimal_logarithm(label_probability):
    """That is the loss with the logarithm to base 10. In nats it is the natural logarithm."""
    return -np.log10(label_probability)


def proof(o, y):
    loss = regression.cross_entropy_from_logits(np.array([y]), o[None])
    return {"label_probability": np.exp(-loss), "loss": loss}

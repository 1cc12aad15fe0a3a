"""There are three kinds of input. They occur with the true probabilities $P = ({{ P }})$. A classifier is always wrong
on the first two kinds and always right on the third. In the training data it is wrong on {{ errors }} of {{ n }}
samples. The loss is the 0-1 loss: 1 for a wrong answer, 0 for a right one.
"""

import numpy as np

from grader.exam import mistake, part, reference

losses = reference("losses")


def draw(rng):
    first, second = (int(rng.integers(41, 240)) for _ in range(2))
    n = int(rng.integers(20, 160))
    return {
        "P": [first / 1000, second / 1000, (1000 - first - second) / 1000],
        "errors": int(rng.integers(2, max(3, n // 8))),
        "n": n,
    }


@part(
    "expected risk",
    decimals=3,
    solution=(
        r"The expected risk is the mean loss with the true probabilities as weights. The loss is 1 for the "
        r"first two kinds and 0 for the third, so it is ${{ P[0] }} + {{ P[1] }} = {{ expected }}$."
    ),
)
def expected(P):
    # Rows are the kinds. The classifier says 0, which is right in the first column and wrong in the second.
    joint = np.array([[0, P[0]], [0, P[1]], [P[2], 0]])
    return losses.expected_risk(losses.zero_one, np.zeros_like, joint, np.arange(3), np.arange(2))


@mistake(of=expected, worth=0.25)
def kinds_not_weighted():
    """That is 2 of 3 kinds. The kinds occur with different probabilities, and these are the weights."""
    return 2 / 3


@mistake(of=expected)
def probability_of_being_right(P):
    """That is the probability of a right answer. The 0-1 loss is 1 for a wrong answer."""
    return P[2]


@part(
    "empirical risk",
    decimals=4,
    solution=(
        r"The empirical risk is the mean loss of the training samples: "
        r"$\frac{ {{ errors }} }{ {{ n }} } = {{ empirical }}$."
    ),
)
def empirical(errors, n):
    return losses.empirical_risk(losses.zero_one, np.zeros_like, np.ones(n), np.arange(n) < errors)


@mistake(of=empirical, worth=0.25)
def number_of_errors(errors):
    """That is the number of wrong samples. The empirical risk is the mean loss, so it is divided by n."""
    return errors


@mistake(of=empirical)
def share_of_right_answers(errors, n):
    """That is the share of right answers. The 0-1 loss is 1 for a wrong answer."""
    return 1 - errors / n


@part(
    "expected risk minus empirical risk",
    decimals=3,
    solution=r"Subtract the second answer from the first: ${{ expected }} - {{ empirical }} = {{ gap }}$.",
)
def gap(expected, empirical):
    return expected - empirical


@mistake(of=gap, worth=0.5)
def other_sign(expected, empirical):
    """That is the empirical risk minus the expected risk. The question asks for the other order."""
    return empirical - expected


@mistake(of=gap)
def only_expected(expected):
    """That is the expected risk. The empirical risk is not subtracted."""
    return expected


def proof(P, errors, n):
    return {"expected": P[0] + P[1], "empirical": errors / n, "gap": (1 - P[2]) - errors / n}

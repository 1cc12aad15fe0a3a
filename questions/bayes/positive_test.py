r"""A share of {{ pr }} of the population has a disease. A test is positive for a share of {{ se }} of the ill people
and, wrongly, for a share of {{ fp }} of the healthy people. A person is chosen at random and tested.
"""

import numpy as np

from grader.exam import mistake, part, reference

probability = reference("probability")


def draw(rng):
    return {
        "pr": int(rng.integers(10, 61)) / 1000,
        "se": int(rng.integers(80, 100)) / 100,
        "fp": int(rng.integers(20, 121)) / 1000,
    }


@part(
    "$P(\\text{ill and positive}) =$",
    decimals=5,
    solution=(
        r"Multiply the share of ill people by the share of them who have a positive test: ${{ pr }} \cdot "
        r"{{ se }} = {{ ill_and_positive }}$."
    ),
)
def ill_and_positive(pr, se):
    return pr * se


@mistake(of=ill_and_positive)
def only_sensitivity(se):
    """That is the probability of a positive test for an ill person. The person must also be ill."""
    return se


@part(
    "$P(\\text{positive}) =$",
    decimals=6,
    solution=(
        r"Ill and healthy people can have a positive test. Healthy people are the share $1 - {{ pr }}$. The "
        r"sum is ${{ ill_and_positive }} + (1 - {{ pr }}) \cdot {{ fp }} = {{ positive }}$."
    ),
)
def positive(pr, fp, ill_and_positive):
    return ill_and_positive + (1 - pr) * fp


@mistake(of=positive, worth=0.25)
def healthy_not_weighted(fp, ill_and_positive):
    """That adds the false positive rate of the healthy as it is. It counts for the share of healthy people only."""
    return ill_and_positive + fp


@mistake(of=positive)
def healthy_left_out(ill_and_positive):
    """That counts positive tests of ill people only. Healthy people have positive tests, too."""
    return ill_and_positive


@part(
    "$P(\\text{ill} \\mid \\text{positive}) =$",
    decimals=4,
    points=2,
    solution=(
        r"Divide the probability of ill and positive by the probability of positive: $\frac{ "
        r"{{ ill_and_positive }} }{ {{ positive }} } = {{ ill_if_positive }}$."
    ),
)
def ill_if_positive(ill_and_positive, positive):
    return ill_and_positive / positive


@mistake(of=ill_if_positive)
def transposed(se):
    """That is P(positive | ill). The question asks for P(ill | positive)."""
    return se


@mistake(of=ill_if_positive, worth=0.1)
def joint_probability(ill_and_positive):
    """That is the probability of ill and positive together. Divide it by the probability of a positive test."""
    return ill_and_positive


@mistake(of=ill_if_positive, worth=0.25)
def divided_by_false_rate(fp, ill_and_positive):
    """That is divided by the false positive rate. The divisor is the probability of all positive tests."""
    return ill_and_positive / fp


@mistake(of=ill_if_positive, worth=0.25)
def prior_left_out(se, fp):
    """That is the posterior if half of the people were ill. The disease is much rarer."""
    return se / (se + fp)


def proof(pr, se, fp):
    ill = probability.bayes_posterior(np.array([pr, 1 - pr]), np.array([se, fp]))[0]
    positive = probability.marginal(
        np.array([[pr * se, pr * (1 - se)], [(1 - pr) * fp, (1 - pr) * (1 - fp)]]), 0
    )[0]
    return {"ill_and_positive": ill * positive, "positive": positive, "ill_if_positive": ill}

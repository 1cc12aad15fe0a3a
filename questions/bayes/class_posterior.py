r"""Two classes have the prior probabilities $P(C_1) = {{ p1 }}$ and $P(C_2) = {{ p2 }}$. For an observed $x$ the
likelihoods are $P(x \mid C_1) = {{ l1 }}$ and $P(x \mid C_2) = {{ l2 }}$. How large is the posterior probability
$P(C_1 \mid x)$?
"""

import numpy as np

from grader.exam import mistake, part, reference

probability = reference("probability")


def draw(rng):
    p1 = int(rng.choice([*range(10, 45), *range(56, 91)]))
    return {
        "p1": p1 / 100,
        "p2": (100 - p1) / 100,
        "l1": int(rng.integers(5, 60)) / 100,
        "l2": int(rng.integers(5, 60)) / 100,
    }


@part(
    r"$P(C_1 \mid x) =$",
    decimals=3,
    points=2,
    solution=(
        r"By Bayes' theorem, the product of prior and likelihood is divided by the sum over both classes: "
        r"$\frac{ {{ p1 }} \cdot {{ l1 }} }{ {{ p1 }} \cdot {{ l1 }} + {{ p2 }} \cdot {{ l2 }} } = "
        r"{{ posterior }}$."
    ),
)
def posterior(p1, p2, l1, l2):
    return probability.bayes_posterior(np.array([p1, p2]), np.array([l1, l2]))[0]


@mistake(of=posterior, worth=0.25)
def not_divided(p1, l1):
    """That is the product of prior and likelihood. It still has to be divided by P(x)."""
    return p1 * l1


@mistake(of=posterior, worth=0.25)
def priors_left_out(l1, l2):
    """That is the posterior for equal priors. Each likelihood is multiplied by the prior of its class first."""
    return l1 / (l1 + l2)


@mistake(of=posterior)
def likelihood_itself(l1):
    """That is the likelihood P(x | C₁). The posterior has x and the class the other way round."""
    return l1


@mistake(of=posterior, worth=0.5)
def other_class(p1, p2, l1, l2):
    """That is P(C₂ | x). The question asks for class 1."""
    return l2 * p2 / (l1 * p1 + l2 * p2)


@mistake(of=posterior, worth=0.1)
def evidence(p1, p2, l1, l2):
    """That is P(x), the sum over both classes. It is the divisor, not the posterior."""
    return l1 * p1 + l2 * p2

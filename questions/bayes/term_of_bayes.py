r"""A patient has the symptoms $x$, and $y$ is {{ disease }}. In Bayes' theorem
$P(y \mid x) = \frac{P(x \mid y) \, P(y)}{P(x)}$, what is {{ term }} called?
"""

from grader.exam import mistake, part

NAMES = {
    r"$P(x \mid y)$": "the likelihood",
    "$P(y)$": "the prior",
    r"$P(y \mid x)$": "the posterior",
    "$P(x)$": "the evidence",
}
DISEASES = ("influenza", "measles", "asthma", "malaria", "anaemia", "diabetes", "migraine", "pneumonia")


def draw(rng):
    return {
        "disease": DISEASES[int(rng.integers(len(DISEASES)))],
        "term": list(NAMES)[int(rng.integers(len(NAMES)))],
    }


def unless_right(term, name):
    return None if NAMES[term] == name else name


@part(
    choice=True,
    solution=(
        r"The prior $P(y)$ is known before $x$, the posterior $P(y \mid x)$ after $x$. The likelihood is "
        r"$P(x \mid y)$, and the evidence is $P(x)$."
    ),
    source="lecture notes 000, lines 46-51",
    fixed="The theorem has four terms. The term and the order of the choices differ between students.",
)
def name(term):
    return NAMES[term]


@mistake(of=name)
def prior(term):
    """The prior is the probability of y before x is known, P(y). Line 178 of notes 000 uses the word wrongly."""
    return unless_right(term, "the prior")


@mistake(of=name)
def likelihood(term):
    """The likelihood is the probability of the data x if y is true, P(x | y)."""
    return unless_right(term, "the likelihood")


@mistake(of=name)
def posterior(term):
    """The posterior is the probability of y after x was seen, P(y | x)."""
    return unless_right(term, "the posterior")


@mistake(of=name)
def evidence(term):
    """The evidence is the probability of the data over all y together, P(x)."""
    return unless_right(term, "the evidence")


@mistake(of=name)
def joint():
    """The joint probability is P(x, y) = P(x | y) P(y), the numerator as a whole."""
    return "the joint"

r"""There are {{ n }} labelled samples, and {{ knowledge }}. A model is needed
that says which class a new sample has. Which choice do the lecture notes recommend?
"""

from grader.exam import mistake, part

GENERATIVE = r"a generative model, which first learns $P(x \mid y)$ for each class"
DISCRIMINATIVE = r"a discriminative model, which learns $P(y \mid x)$ in one step"
KNOWN = "it is known that each class has a Gaussian density"
UNKNOWN = "nothing is known about the densities of the classes"


def draw(rng):
    few = bool(rng.integers(2))
    return {
        "n": str(rng.integers(20, 60)) if few else f"{1000 * int(rng.integers(500, 3000)):,}",
        "knowledge": KNOWN if few else UNKNOWN,
    }


def recommended(knowledge):
    return GENERATIVE if knowledge == KNOWN else DISCRIMINATIVE


@part(
    choice=True,
    source="lecture notes 000, lines 164-180",
    fixed="One of two ideas is asked for. The situation and the order of the choices differ between students.",
    solution=(
        r"With few samples, knowledge of the densities is worth most: learn $P(x \mid y)$ for each class. "
        r"With many samples and no such knowledge, learn $P(y \mid x)$ in one step."
    ),
)
def model(knowledge):
    return recommended(knowledge)


@mistake(of=model)
def generative(knowledge):
    """A generative model relies on densities. It is worth it if they are known and samples are few."""
    return None if recommended(knowledge) == GENERATIVE else GENERATIVE


@mistake(of=model)
def discriminative(knowledge):
    """A discriminative model needs no densities, but many samples. Here knowledge of the densities helps more."""
    return None if recommended(knowledge) == DISCRIMINATIVE else DISCRIMINATIVE


@mistake(of=model)
def both_need_evidence():
    """Neither of them has to know P(x): it is the same for all classes, so it does not change which one wins."""
    return "either kind of model, because both have to know $P(x)$ beforehand"


@mistake(of=model)
def neither():
    """Clustering makes no use of the labels, and here each sample has one."""
    return "no such model, because the samples are to be clustered instead"

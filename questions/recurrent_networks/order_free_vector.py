"""The {{ words }} words of a sentence are shuffled. The network stays the same, and its word embeddings have size
{{ d }}. Which vector of the sentence is surely the same as before?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"words": int(rng.integers(5, 40)), "d": 16 * int(rng.integers(1, 33))}


@part(
    choice=True,
    source="lecture notes 004, lines 396 and 409",
    fixed="One idea is asked for; the numbers only describe the sentence, and the order of the choices differs.",
    solution="The mean adds up the same embeddings as before, and a sum does not depend on the order.",
)
def vector():
    return "the mean of the embeddings of all words"


@mistake(of=vector)
def last_state():
    """A recurrent network reads the words in order, and late words change the last state most."""
    return "the last state of a recurrent network"


@mistake(of=vector)
def both_directions():
    """Each direction reads the words in order. Together they see both orders, and both have changed."""
    return "both last states of a bidirectional network"


@mistake(of=vector)
def first_output():
    """With a causal mask the first output depends on the first word alone, and shuffling may change that word."""
    return "the first output of a causal Transformer"

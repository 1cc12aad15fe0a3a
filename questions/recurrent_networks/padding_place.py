"""A sentence of {{ words }} words is padded with zero vectors to {{ length }} steps. A plain recurrent network, with
biases and without a mask, reads all steps. Its last state describes the sentence. Where should the padding stand?
"""

from grader.exam import mistake, part


def draw(rng):
    words = int(rng.integers(4, 30))
    return {"words": words, "length": words + int(rng.integers(3, 40))}


@part(
    choice=True,
    source="lecture notes 004, lines 388-396",
    fixed="One idea is asked for; the numbers only describe the sentence, and the order of the choices differs.",
    solution=(
        "The last state depends most on the steps at the end. With the padding in front, these are the words."
    ),
)
def place():
    return "in front of the words"


@mistake(of=place)
def behind():
    """Then the state of the last word goes through all padded steps, and little of it is left."""
    return "behind the last word"


@mistake(of=place)
def both_sides():
    """The half behind the words still changes the last state. Only padding before them leaves the end alone."""
    return "half of it at each end"


@mistake(of=place)
def anywhere():
    """A step with a zero vector still multiplies the state by a matrix and adds a bias, so the place matters."""
    return "anywhere, as it is zero"

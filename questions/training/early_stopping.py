"""A network is trained for up to {{ epochs }} epochs, and training ends once the error on the validation data has not
fallen for {{ patience }} epochs. Against what does this help?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"epochs": int(rng.integers(20, 400)) * 5, "patience": int(rng.integers(3, 15))}


@part(
    choice=True,
    source="lecture notes 003, line 69",
    fixed="One idea is asked for; the numbers only describe the situation, and the order of the choices differs.",
    solution=(
        "A validation error that no longer falls means that the network begins to fit details of the "
        "training data."
    ),
)
def against():
    return "over-fitting the training data"


@mistake(of=against)
def under_fitting():
    """Ending earlier leaves a model that fits less, not more: under-fitting would get worse."""
    return "under-fitting the training data"


@mistake(of=against)
def vanishing_gradients():
    """How gradients shrink from layer to layer does not depend on when training ends."""
    return "gradients that vanish in depth"


@mistake(of=against)
def label_noise():
    """Wrong labels stay wrong. Ending early keeps a network from learning them by heart, which is over-fitting."""
    return "wrong labels of validation data"

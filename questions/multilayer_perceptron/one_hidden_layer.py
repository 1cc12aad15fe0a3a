"""A network has {{ inputs }} inputs, one hidden layer of sigmoid units and one linear output unit. The hidden layer may
have as many units as you like; {{ units }} are only the start. Which functions can such a network represent?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"inputs": int(rng.integers(2, 30)), "units": int(rng.integers(4, 60))}


@part(
    choice=True,
    source="lecture notes 003, line 72, and its correction: one hidden layer is enough, on a compact set",
    solution=(
        "The universal approximation theorem says: one hidden layer with enough sigmoid units comes as close "
        "as you like to each continuous function on a compact set."
    ),
    fixed="One theorem is asked for; the numbers only describe the network, and the order of the choices differs.",
)
def functions():
    return "every continuous function on a compact set, as closely as you like"


@mistake(of=functions)
def linear_only():
    """The sigmoid makes the hidden layer nonlinear. Without it, more units would give linear functions only."""
    return "only linear functions of the inputs, for any number of hidden units"


@mistake(of=functions)
def more_hidden_layers_needed():
    """One hidden layer is enough in theory. The three layers of the old theorem count input and output."""
    return "only linear functions; continuous ones need three hidden layers"


@mistake(of=functions)
def every_function_exactly():
    """The network is a continuous function. It comes close to continuous functions and cannot have a jump."""
    return "every function exactly, those with jumps or with poles included"

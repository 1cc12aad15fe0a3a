r"""A decoder computes masked attention for {{ T }} tokens with queries and keys of size $d = {{ d }}$. It starts with
the scores $Q K^\top$. What follows, and in which order?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"T": int(rng.integers(5, 200)), "d": 8 * int(rng.integers(2, 17))}


@part(
    choice=True,
    solution=(
        r"A masked score must be $-\infty$ before the softmax. Then its weight is 0, and the other weights "
        r"add up to 1."
    ),
    source="lecture notes 003, lines 88-96, with the order of the paper; lines 90 and 96 are slips",
    fixed="One order is asked for. Only the sizes and the order of the choices differ between students.",
)
def order():
    return r"divide by $\sqrt{d}$ → add $-\infty$ where masked → softmax → multiply by $V$"


@mistake(of=order)
def mask_after_softmax():
    """With the mask after softmax the remaining weights do not add up to 1. Line 96 of notes 003 has this slip."""
    return r"divide by $\sqrt{d}$ → softmax → set to 0 where masked → multiply by $V$"


@mistake(of=order)
def scores_times_mask():
    """A score of 0 is not a weight of 0: e⁰ = 1. Masked scores must become −∞ before softmax."""
    return r"divide by $\sqrt{d}$ → set to 0 where masked → softmax → multiply by $V$"


@mistake(of=order)
def scaled_after_softmax():
    """After softmax the division does not make the scores smaller, and the weights add up to 1 / √d."""
    return r"add $-\infty$ where masked → softmax → divide by $\sqrt{d}$ → multiply by $V$"


@mistake(of=order)
def mask_on_values():
    """Values that are set to 0 still get weights, so the other weights are too small. The mask acts on scores."""
    return r"divide by $\sqrt{d}$ → softmax → multiply by $V$ → set to 0 where masked"

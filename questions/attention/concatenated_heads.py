"""Multi-head attention has {{ h }} heads. Head $i$ computes its attention weights $A_i$ (a softmax) and its values
$V_i$. What is put side by side before the last projection $W_O$?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"h": int(rng.integers(3, 33))}


@part(
    "",
    choice=True,
    solution=(
        r"Each head multiplies its values by its weights. The outputs $A_i V_i$ are put side by side, and "
        r"$W_O$ mixes them."
    ),
    source="lecture notes 003, line 98 (004, line 449 has a slip: it names the matrices A)",
    fixed="One idea is asked for; the number of heads only describes the situation.",
)
def joined():
    return r"the outputs of the heads, $A_i V_i$"


@mistake(of=joined)
def weights_of_heads():
    """The weights stay in their heads: each head multiplies its values by them. Its output goes on."""
    return r"the weights of the heads, $A_i$"


@mistake(of=joined)
def values_of_heads():
    """The values are multiplied by the weights of their head first. Without this, no token would see another one."""
    return r"the values of the heads, $V_i$"


@mistake(of=joined)
def average():
    """Nothing is averaged. The outputs are put side by side, and the projection mixes them."""
    return r"nothing: the mean of all $A_i V_i$ is taken"

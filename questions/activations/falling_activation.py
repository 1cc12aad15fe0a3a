"""A unit has an activation function $f$ with $f({{ low }}) > f({{ high }})$. So a larger input gives a smaller
output. Which activation function can this be?
"""

from grader.exam import mistake, part


def draw(rng):
    low = -round(float(rng.uniform(1.5, 3.5)), 2)
    high = -round(float(rng.uniform(0.75, 1.2)), 2)
    return {"low": low, "high": high}


@part(
    "",
    choice=True,
    solution=(
        r"The GELU is 0 at $x = 0$, and it is near 0 for very negative $x$. In between it is negative, so "
        r"it first falls and then rises. The other functions never fall."
    ),
    source="lecture notes 003, lines 11-16 (004, line 208 has a slip: not every activation rises)",
    fixed="One function of the lecture is not monotone; the inputs only describe the situation.",
)
def function():
    return "GELU"


@mistake(of=function)
def rectifier():
    """The ReLU never falls: it is 0 for negative inputs and then rises."""
    return "ReLU"


@mistake(of=function)
def hyperbolic_tangent():
    """tanh rises everywhere: its derivative 1 − tanh² is above 0."""
    return "tanh"


@mistake(of=function)
def unit_step():
    """The step function never falls: it jumps from 0 to 1 once."""
    return "step"


@mistake(of=function)
def leaky_rectifier():
    """The leaky ReLU rises everywhere: its slope is positive for negative inputs, too."""
    return "leaky ReLU"

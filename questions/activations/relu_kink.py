r"""A unit computes $a = \mathrm{ReLU}(w x + b)$ with $w = {{ w }}$, $x = {{ x }}$ and $b = {{ b }}$. So the input
of the ReLU is exactly 0. What holds for the derivative of the ReLU at this point?
"""

from grader.exam import mistake, part


def draw(rng):
    w, x = int(rng.integers(2, 16)), int(rng.choice([-1, 1])) * int(rng.integers(2, 16))
    return {"w": w, "x": x, "b": -w * x}


@part(
    "",
    choice=True,
    solution=(
        r"The slope of the ReLU is 0 on the left of 0, and 1 on the right. Both sides differ, so there is "
        r"no derivative at 0."
    ),
    source="lecture notes 004, line 196 (with a slip: at 0 the value 1 is a convention)",
    fixed="One idea is asked for; the numbers only describe the situation.",
)
def derivative():
    return "there is none; programs take a value from 0 to 1"


@mistake(of=derivative)
def right_side():
    """1 is the derivative from the right only. From the left it is 0, so the ReLU has no derivative at 0."""
    return "it is 1, because 0 belongs to the rising half"


@mistake(of=derivative)
def middle():
    """½ is the mean of both sides. That is one value a program may take, but no derivative."""
    return "it is ½, because that is the mean of both sides"


@mistake(of=derivative)
def infinite():
    """The ReLU does not jump: it has a kink. The slopes on both sides are 0 and 1."""
    return "it is infinite, because the ReLU jumps at 0"


@mistake(of=derivative)
def left_side():
    """0 is the derivative from the left only. From the right it is 1, so the ReLU has no derivative at 0."""
    return "it is 0, because the ReLU has the value 0 there"

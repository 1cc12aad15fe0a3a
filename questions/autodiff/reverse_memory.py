r"""A scalar goes through a chain of {{ n }} operations such as $\exp$ and $\tanh$, and the derivative is computed with
plain reverse mode. How many intermediate values are in memory when the backward pass starts?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(40, 99)) * 10 + int(rng.integers(1, 9))}


@part(
    choice=True,
    solution=(
        r"The backward pass needs the values of the forward pass. So plain reverse mode keeps one value for "
        r"each of the {{ n }} operations."
    ),
    source="lecture notes 001, line 732, and 002, line 362; the opposite in 001, line 326, is a slip",
)
def values(n):
    return f"about {n} values"


@mistake(of=values)
def constant():
    """A constant number is enough for forward mode. Reverse mode goes back through values of the forward pass."""
    return "about 2 values"


@mistake(of=values)
def square_root(n):
    """About √n values are possible with checkpoints, which compute values again. Plain reverse mode keeps all."""
    return f"about {round(n**0.5)} values"


@mistake(of=values)
def quadratic(n):
    """That is one value for each pair of operations. Each operation keeps its own values only."""
    return f"about {n**2} values"


@mistake(of=values)
def exponential(n):
    """That would be one value for each path. A chain has one path, and each operation is done once."""
    return f"about $2^{{{n}}}$ values"

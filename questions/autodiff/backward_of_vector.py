r"""In PyTorch, `x` is a tensor of {{ n }} numbers with `requires_grad=True`, and `y = x * x`. Then `y.backward()` is
called without arguments. What happens?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(2, 200))}


@part(
    choice=True,
    solution=(
        r"Without an argument, `backward` works only for a scalar: it starts from the derivative 1 of that "
        r"scalar. Here `y` has {{ n }} entries."
    ),
    source="lecture notes 001, lines 342-346, where the second line is a slip",
    fixed="One rule of PyTorch is asked for. Only the size of x and the order of the choices differ.",
)
def outcome():
    return "there is an error, because `y` is not a scalar"


@mistake(of=outcome)
def vector_of_derivatives():
    """That is the result of y.sum().backward(). Without a scalar PyTorch needs a vector as argument of backward."""
    return "`x.grad` becomes the vector with entries `2 * x`"


@mistake(of=outcome)
def sum_of_derivatives():
    """PyTorch adds the entries of y only if it is told to, and x.grad has the shape of x in any case."""
    return "`x.grad` becomes the sum of all entries `2 * x`"


@mistake(of=outcome)
def zeros():
    """A gradient of zeros would be wrong without a warning. PyTorch raises an error instead."""
    return "`x.grad` becomes a vector with zeros everywhere"


@mistake(of=outcome)
def whole_jacobian():
    """A Jacobian matrix has one row for each entry of y. One backward pass gives one row, so it is not computed."""
    return "`x.grad` becomes the Jacobian matrix of `y`"

r"""In PyTorch, `x` is a tensor with the two values ({{ x }}) and `requires_grad=True`. The line
`(x * x).sum().backward()` is run {{ k }} times. Gradients are not set to zero in between. What is `x.grad[0]` then?
"""

from grader.exam import mistake, part, reference

autodiff = reference("autodiff")


def draw(rng):
    first = int(rng.choice([-1, 1])) * int(rng.integers(11, 70))
    second = int(rng.choice([-1, 1])) * int(rng.integers(11, 70))
    return {"x": [first / 10, second / 10], "k": int(rng.integers(3, 7))}


@part(
    "`x.grad[0]` =",
    decimals=2,
    solution=(
        r"The derivative of $x_0^2 + x_1^2$ by $x_0$ is $2 x_0$. Each run adds its gradient: ${{ k }} \cdot "
        r"2 \cdot ({{ x[0] }}) = {{ gradient }}$."
    ),
)
def gradient(x, k):
    return autodiff.reverse_gradient("u = a * a; v = b * b; y = u + v", x, k)[1][0]


@mistake(of=gradient, worth=0.5)
def overwritten(x):
    """That is the gradient of one run. Each further run adds its gradient to x.grad."""
    return 2 * x[0]


@mistake(of=gradient)
def squared_value(x):
    """That is the value x². Its derivative is 2 x."""
    return x[0] ** 2


@mistake(of=gradient)
def summed_over_entries(x):
    """That is the sum of 2 x over both entries. Each entry has its own derivative."""
    return 2 * (x[0] + x[1])


@mistake(of=gradient)
def multiplied_each_time(x, k):
    """That is 2 x multiplied by itself in each run. Gradients of several runs are added."""
    return (2 * x[0]) ** k


@mistake(of=gradient, worth=0.5)
def factor_two_left_out(x, k):
    """That is x for each run. The derivative of x² is 2 x."""
    return k * x[0]


def proof(x, k):
    once = autodiff.forward_gradient("u = a * a; v = b * b; y = u + v", x)[1][0]
    return {"gradient": sum(once for run in range(k))}

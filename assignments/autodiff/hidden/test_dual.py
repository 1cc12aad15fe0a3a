"""Forward mode."""

from __future__ import annotations

import numpy as np
from support import DUAL_ASKS, NARROW, chain, inputs, narrow, over_all, positive, random_program, summed

from grader.testing import assert_close, task


@task("dual", points=2, hint="A product has two terms: each factor's tangent times the other factor.")
def test_sums_and_products(compare, rng):
    """Sums and products have the right number and the right derivatives."""
    compare.forward_gradient("u = a * b; y = u + c", inputs(rng, 3))
    for n in 2, 4, 5:
        compare.forward_gradient(over_all("*", n), inputs(rng, n))
        compare.forward_gradient(over_all("+", n), inputs(rng, n))


@task("dual", points=2, hint="The quotient rule has a minus sign and the square of the divisor.")
def test_differences_and_quotients(compare, rng):
    """Differences and quotients have the right derivatives by both operands."""
    for n in 2, 3, 5:
        compare.forward_gradient(over_all("-", n), inputs(rng, n))
        compare.forward_gradient(over_all("/", n), inputs(rng, n))
    compare.forward_gradient("u = a / b; v = c / u; y = neg v", inputs(rng, 3))


@task(
    "dual",
    points=2,
    hint="Python calls __rsub__ of the right operand for 3 - x. A plain number is a constant.",
)
def test_plain_numbers_on_either_side(compare, rng):
    """A Python number may stand on either side of an operator. Its tangent is 0."""
    for n in 1, 2, 3:
        x = positive(rng, n)
        for right in "2.5 + {}", "{} + 3", "1.5 - {}", "{} - 4", "0.7 * {}", "{} * 6", "5 / {}", "{} / 0.3":
            compare.forward_gradient(summed(right.format, n), x)


@task(
    "dual", points=2, hint="The exponent may be a plain number, and the base too. Both may be dual numbers."
)
def test_powers(compare, rng):
    """Powers have the right derivatives by the base and by the exponent."""
    for n in 1, 2, 4:
        for exponent in "3", "2", "-1", "0.5", "-2.5":
            compare.forward_gradient(summed(f"{{}} ** {exponent}".format, n), positive(rng, n))
        compare.forward_gradient(summed("1.8 ** {}".format, n), inputs(rng, n))
    compare.forward_gradient("y = a ** b", [*positive(rng, 1), *inputs(rng, 1)])
    compare.forward_gradient("u = a ** b; v = c ** u; y = v * d", positive(rng, 4))


@task("dual", hint="Whole exponents are allowed for every base.")
def test_powers_of_negative_numbers(compare, rng):
    """A whole number as exponent is right for negative bases."""
    for n in 2, 3:
        negative = [-x for x in positive(rng, n)]
        for exponent in "2", "3", "-1", "-2", "0":
            compare.forward_gradient(summed(f"{{}} ** {exponent}".format, n), negative)


@task("dual", hint="x ** 0 is 1 with the derivative 0. Do not compute 0 ** -1 for it.")
def test_powers_of_zero(student, rng):
    """At 0, the powers with the exponents 0, 1, 2 and 3 have the right derivatives."""
    b = positive(rng, 1)[0]
    for exponent, power, slope in (0, 1.0, 0.0), (1, 0.0, 1.0), (2, 0.0, 0.0), (3, 0.0, 0.0):
        value, gradient = student.forward_gradient(f"y = a ** {exponent}; z = y + b", [0.0, b])
        assert_close(
            value, power + b, what="0 ** 0 must be 1, and other powers of 0 must be 0; yours are not."
        )
        assert_close(
            gradient,
            np.array([slope, 1.0]),
            what="At 0 the derivative of x ** 1 must be 1, else 0; yours is not.",
        )


@task("dual", points=2, hint="Multiply the derivative of the function by the tangent of its argument.")
def test_functions(compare, rng):
    """relu, tanh, exp and log have the right derivatives."""
    for n in 1, 2, 4:
        for function in "relu", "tanh", "exp":
            compare.forward_gradient(summed(f"{function} {{}}".format, n), inputs(rng, n))
        compare.forward_gradient(summed("log {}".format, n), positive(rng, n))


@task("dual", points=2, hint="Multiply by the tangent of the argument. It is not always 1.")
def test_functions_of_functions(compare, rng):
    """The chain rule holds: the inner function has a derivative of its own."""
    for n in 2, 3:
        product = over_all("*", n)
        for last in "tanh", "exp", "neg":
            compare.forward_gradient(f"{product}; y = {last} r_{n - 1}", inputs(rng, n))
        for last in "log", "relu":
            compare.forward_gradient(f"{product}; y = {last} r_{n - 1}", positive(rng, n))


@task("dual", points=2, hint="Test each operation alone against a central difference.")
def test_long_random_programs(compare, rng):
    """Programs with all operations have the right gradient."""
    for n in 1, 2, 3:
        compare.forward_gradient(random_program(rng, n), inputs(rng, n))


@task("dual", points=2, hint="Test each operation alone against a central difference.")
def test_more_random_programs(compare, rng):
    """Programs with all operations and more inputs have the right gradient."""
    for n in 4, 5, 6:
        compare.forward_gradient(random_program(rng, n), inputs(rng, n))


@task("dual", points=2, asks=DUAL_ASKS, hint="The tangent is linear in the tangents of the operands.")
def test_tangents_in_any_direction(compare, rng):
    """The tangents of the inputs may be any numbers. They are the direction of the derivative."""
    for _ in range(3):
        a, b, c = (compare.new("Dual", *rng.uniform(0.5, 1.5, size=2).tolist()) for _ in range(3))
        for result in (a * b - c / a, (a**b).log(), 2 - (-a).exp(), 3 / (b * c).tanh(), 2**a - b**2):
            _ = result.data, result.tangent


@task("dual", asks=DUAL_ASKS, hint="The default of tangent is 0: a number that does not change.")
def test_tangent_is_0_unless_given(compare, rng):
    """A dual number without a tangent is a constant."""
    for _ in range(3):
        x, y, t = rng.uniform(0.5, 1.5, size=3).tolist()
        constant, moving = compare.new("Dual", x), compare.new("Dual", y, t)
        for result in (constant, constant * moving, constant.exp() + moving, moving / constant):
            _ = result.data, result.tangent


@task("dual", asks=DUAL_ASKS, hint="Return a new object from every operation.")
def test_operands_stay_as_they_are(compare, rng):
    """No operation changes its operands. They can be used again."""
    a, b = (compare.new("Dual", *rng.uniform(0.5, 1.5, size=2).tolist()) for _ in range(2))
    for result in (a + b, a * a, a - 1, 2 * b, a / b, a**2, -a, a.relu(), b.tanh(), a.exp(), b.log(), a * b):
        _ = result.data, result.tangent, a.data, a.tangent, b.data, b.tangent


@task("dual", hint="Use math.tanh. The formula with exp overflows.")
def test_saturated_functions(student, rng):
    """tanh is 1 at 1000 and -1 at -1000, with the derivative 0. exp is 0 at -1000."""
    b = positive(rng, 1)[0]
    for x, limit in (1000.0, 1.0), (-1000.0, -1.0):
        value, gradient = student.forward_gradient("y = tanh a; z = y * b", [x, b])
        assert_close(value, limit * b, what="tanh must be 1 at 1000 and -1 at -1000; yours is not.")
        assert_close(
            gradient, np.array([0.0, limit]), what="The derivative of tanh at 1000 must be 0; yours is not."
        )
    value, gradient = student.forward_gradient("u = exp a; y = u + b", [-1000.0, b])
    assert_close((value, gradient), (b, np.array([0.0, 1.0])), what="exp must be 0 at -1000; yours is not.")


@task("dual", hint="Add no small constant, and clip nothing.")
def test_large_and_small_numbers(compare, rng):
    """Tiny and huge numbers keep their digits."""
    x = positive(rng, 2)
    for unit in 1e-25, 1e25:
        compare.forward_gradient("u = a / b; v = log a; y = u * v", [unit * x[0], x[1]], atol=1e-70)
        compare.forward_gradient("u = a * b; y = 1 / u", [unit * x[0], x[1]], atol=1e-70)
    for large in 700.0, rng.uniform(650.0, 699.0):
        compare.forward_gradient("u = exp a; y = u * b", [large, x[1]])


@task("dual", hint="At 0 the derivative of relu is 0 or 1.")
def test_relu_at_0(compare, student, rng):
    """relu(0) is 0, and its derivative there may be 0 or 1. Right and left of 0 it is 1 and 0."""
    compare.forward_gradient("u = relu a; v = relu b; y = u + v", [1e-9, -1e-9])
    _, (slope, other) = student.forward_gradient("u = relu a; y = u + b", [0.0, positive(rng, 1)[0]])
    assert_close(other, 1.0, what="The derivative of relu(a) + b by b must be 1; yours is not.")
    assert_close(slope * (1 - slope), 0.0, what="The derivative of relu at 0 must be 0 or 1; yours is not.")


@task("dual", hint="Convert both numbers with float() when the object is made.")
def test_integers_of_every_width(compare, rng):
    """Integers of 8 and 16 bits become floats before any arithmetic. float32 numbers are converted as well."""
    for dtype in NARROW:
        compare.forward_gradient("u = a * b; v = u + c; y = v - a", narrow(rng, dtype, 3))
        compare.forward_gradient("u = a + b; y = u * u", narrow(rng, dtype, 2))
    compare.forward_gradient("u = a * b; y = tanh u", np.array([1, 2]))
    compare.forward_gradient("u = a / b; y = exp u", np.array([0.3, 1.7], dtype=np.float32))


@task("dual", hint="Keep nothing in the class itself.")
def test_many_steps_and_the_same_call_again(compare, rng):
    """Programs of hundreds of steps are right. The same program gives the same answer again."""
    program, x = chain(["tanh {0}", "{0} + b"], 200), inputs(rng, 2)
    for some, numbers in (program, x), ("u = a * b; y = u / c", positive(rng, 3)), (program, x):
        compare.forward_gradient(some, numbers)


@task("dual", weak=True, hint="Raise ValueError yourself where the operation is not defined.")
def test_what_is_refused(compare):
    """ValueError is raised for what is no number, and where log and powers are not defined."""
    for data in "3.0", [1.0, 2.0], None, 1j:
        compare.raises("ValueError", "Dual", data)
        compare.raises("ValueError", "Dual", 1.0, data)
    for x in 0.0, -1.0:
        compare.raises("ValueError", "forward_gradient", "y = log a", [x])
        compare.raises("ValueError", "forward_gradient", "y = a ** b", [x, 2.0])
        compare.raises("ValueError", "forward_gradient", f"y = {x} ** a", [2.0])
    for x, exponent in (-2.0, 0.5), (-2.0, -1.5), (0.0, 0.5), (0.0, 1.5):
        compare.raises("ValueError", "forward_gradient", f"y = a ** {exponent}", [x])
    compare.raises("ValueError", "forward_gradient", "y = a ** -1", [0.0])
    compare.raises("ValueError", "forward_gradient", "u = 0 * b; v = u + 2; y = a ** v", [-2.0, 1.0])

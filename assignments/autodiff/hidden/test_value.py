"""Reverse mode."""

from __future__ import annotations

import numpy as np
from support import (
    LETTERS,
    NARROW,
    VALUE_ASKS,
    chain,
    inputs,
    narrow,
    over_all,
    positive,
    random_program,
    summed,
)

from grader.testing import assert_close, task


@task("value", points=2, hint="A result keeps its operands, each with the derivative by it.")
def test_sums_and_products(compare, rng):
    """Sums and products of different numbers have the right gradient."""
    compare.reverse_gradient("u = a * b; y = u + c", inputs(rng, 3))
    for n in 2, 4, 5:
        compare.reverse_gradient(over_all("*", n), inputs(rng, n))
        compare.reverse_gradient(over_all("+", n), inputs(rng, n))


@task("value", points=3, hint="A number that is used twice gets two parts of its derivative. Add them.")
def test_an_input_that_is_used_twice(compare, rng):
    """An input that is used several times gets the sum of all parts, also as both operands of one step."""
    for program in "y = a * a", "y = a + a", "u = a * a; y = u * a", "u = tanh a; v = exp a; y = u * v":
        compare.reverse_gradient(program, inputs(rng, 1))
    for program in "u = a / a; y = u + a", "u = a - a; y = u + a":
        compare.reverse_gradient(program, inputs(rng, 1))
    for program in (
        "u = a * b; y = u + a",
        "u = a * b; v = b + a; y = u * v",
        "u = tanh b; v = u * a; y = v + b",
    ):
        compare.reverse_gradient(program, inputs(rng, 2))
    compare.reverse_gradient("u = a * b; v = b * c; w = u + v; y = w * b", inputs(rng, 3))


@task(
    "value",
    points=3,
    hint="A step may pass its derivative on only after all steps that use it have added theirs.",
)
def test_an_intermediate_result_that_is_used_twice(compare, rng):
    """A result that is used by several steps passes on the sum of all parts, once."""
    for program in "u = exp a; v = u + 1; y = u * v", "u = 2 * a; v = 3 * a; w = u * v; y = w * u":
        compare.reverse_gradient(program, inputs(rng, 1))
    compare.reverse_gradient("u = a * b; v = u + u; y = v * u", inputs(rng, 2))
    compare.reverse_gradient("u = a * b; v = tanh u; w = v + u; r = w * v; y = r * u", inputs(rng, 2))
    compare.reverse_gradient("u = a * b; v = u * c; w = v * u; r = w + v; y = r * r", inputs(rng, 3))


@task(
    "value", points=2, hint="Go through the numbers in the reverse of an order in which operands come first."
)
def test_paths_of_different_length(compare, rng):
    """A result is used early and late. The long path must be finished before the short one is used."""
    for n in 1, 2, 3:
        names = LETTERS[:n]
        start = "u = a * 1; " + "".join(f"u = u * {x}; " for x in names[1:])
        for end in "y = u + w", "y = w + u", "y = u * w", "y = w * u":
            compare.reverse_gradient(f"{start}v = tanh u; r = v * v; w = r + u; {end}", inputs(rng, n))


@task("value", points=2, hint="The quotient has a minus sign and the square of the divisor.")
def test_differences_and_quotients(compare, rng):
    """Differences and quotients have the right derivatives by both operands."""
    for n in 2, 3, 5:
        compare.reverse_gradient(over_all("-", n), inputs(rng, n))
        compare.reverse_gradient(over_all("/", n), inputs(rng, n))
    compare.reverse_gradient("u = a / b; v = c / u; y = neg v", inputs(rng, 3))


@task("value", points=2, hint="Python calls __rsub__ of the right operand for 3 - x.")
def test_plain_numbers_on_either_side(compare, rng):
    """A Python number may stand on either side of an operator."""
    for n in 1, 2, 3:
        x = positive(rng, n)
        for right in "2.5 + {}", "{} + 3", "1.5 - {}", "{} - 4", "0.7 * {}", "{} * 6", "5 / {}", "{} / 0.3":
            compare.reverse_gradient(summed(right.format, n), x)


@task("value", points=2, hint="The exponent may be a plain number, and the base too. Both may be Values.")
def test_powers(compare, rng):
    """Powers have the right derivatives by the base and by the exponent."""
    for n in 1, 2, 4:
        for exponent in "3", "2", "-1", "0.5", "-2.5":
            compare.reverse_gradient(summed(f"{{}} ** {exponent}".format, n), positive(rng, n))
        compare.reverse_gradient(summed("1.8 ** {}".format, n), inputs(rng, n))
    compare.reverse_gradient("y = a ** b", [*positive(rng, 1), *inputs(rng, 1)])
    compare.reverse_gradient("u = a ** b; v = c ** u; y = v * d", positive(rng, 4))


@task("value", hint="Whole exponents are allowed for every base.")
def test_powers_of_negative_numbers(compare, rng):
    """A whole number as exponent is right for negative bases."""
    for n in 2, 3:
        negative = [-x for x in positive(rng, n)]
        for exponent in "2", "3", "-1", "-2", "0":
            compare.reverse_gradient(summed(f"{{}} ** {exponent}".format, n), negative)


@task("value", hint="x ** 0 is 1 with the derivative 0. Do not compute 0 ** -1 for it.")
def test_powers_of_zero(student, rng):
    """At 0, the powers with the exponents 0, 1, 2 and 3 have the right derivatives."""
    b = positive(rng, 1)[0]
    for exponent, power, slope in (0, 1.0, 0.0), (1, 0.0, 1.0), (2, 0.0, 0.0), (3, 0.0, 0.0):
        value, gradient = student.reverse_gradient(f"y = a ** {exponent}; z = y + b", [0.0, b])
        assert_close(
            value, power + b, what="0 ** 0 must be 1, and other powers of 0 must be 0; yours are not."
        )
        assert_close(
            gradient,
            np.array([slope, 1.0]),
            what="At 0 the derivative of x ** 1 must be 1, else 0; yours is not.",
        )


@task(
    "value", points=2, hint="Multiply the derivative of the function by the derivative that comes from above."
)
def test_functions(compare, rng):
    """relu, tanh, exp and log have the right derivatives."""
    for n in 1, 2, 4:
        for function in "relu", "tanh", "exp":
            compare.reverse_gradient(summed(f"{function} {{}}".format, n), inputs(rng, n))
        compare.reverse_gradient(summed("log {}".format, n), positive(rng, n))


@task("value", points=2, hint="Multiply by the derivative that comes from above. It is not always 1.")
def test_functions_of_functions(compare, rng):
    """The chain rule holds through several steps."""
    for n in 2, 3:
        product = over_all("*", n)
        for last in "tanh", "exp", "neg":
            compare.reverse_gradient(f"{product}; s = {last} r_{n - 1}; y = s * s", inputs(rng, n))
        for last in "log", "relu":
            compare.reverse_gradient(f"{product}; s = {last} r_{n - 1}; y = 3 * s", positive(rng, n))


@task("value", points=2, hint="Test each operation alone against a central difference.")
def test_long_random_programs(student, reference, rng):
    """Programs with all operations have the right gradient."""
    for n in 1, 2, 3:
        program, x = random_program(rng, n), inputs(rng, n)
        right = reference.reverse_gradient(program, x)
        assert_close(
            student.reverse_gradient(program, x), right, what="result and gradient of a long program"
        )


@task("value", points=2, hint="Test each operation alone against a central difference.")
def test_more_random_programs(student, reference, rng):
    """Programs with all operations and more inputs have the right gradient. One number may be base and exponent."""
    for n in 4, 5, 6:
        program, x = random_program(rng, n), inputs(rng, n)
        right = reference.reverse_gradient(program, x)
        assert_close(
            student.reverse_gradient(program, x), right, what="result and gradient of a long program"
        )
    x = positive(rng, 1)
    right = reference.reverse_gradient("y = a ** a", x)
    assert_close(student.reverse_gradient("y = a ** a", x), right, what="result and gradient of x ** x")


@task("value", points=2, hint="Add to grad, and pass on only the derivative of this call.")
def test_backward_twice_adds_the_gradient_again(compare, rng):
    """Each further call of backward adds the same gradient once more."""
    for n, calls in (2, 2), (3, 3), (4, 2), (5, 2):
        compare.reverse_gradient(over_all("*", n), inputs(rng, n), calls)


@task("value", points=2, hint="Keep the derivatives of this call apart from grad until it ends.")
def test_backward_several_times_with_shared_results(compare, rng):
    """Each further call of backward adds the same gradient once more, where results are used twice."""
    compare.reverse_gradient("u = a * b; v = tanh u; y = v * u", inputs(rng, 2), 4)
    compare.reverse_gradient("u = a * b; v = exp c; w = u * v; r = w + u; y = r * v", inputs(rng, 3), 2)


@task("value", hint="Two calls give twice the gradient of one call, for every program.")
def test_backward_several_times_in_random_programs(student, reference, rng):
    """Several calls of backward give a multiple of the gradient, also in long programs."""
    for n, calls in (1, 2), (3, 2), (5, 3):
        program, x = random_program(rng, n), inputs(rng, n)
        _, once = reference.reverse_gradient(program, x)
        _, gradient = student.reverse_gradient(program, x, calls)
        assert_close(
            gradient, calls * once, what="Each call must add the same gradient; yours adds another one."
        )


@task("value", points=2, asks=VALUE_ASKS, hint="What an earlier call left in grad must not be passed on.")
def test_two_results_of_one_graph(compare, rng):
    """Two results share a part of the graph. The gradients of both are added."""
    for _ in range(3):
        a, b = (compare.new("Value", x) for x in inputs(rng, 2))
        shared = a * b
        first, second = shared.tanh() + a, shared * shared - b
        for result in first, second, first:
            result.backward()
            _ = a.grad, b.grad


@task("value", asks=VALUE_ASKS, hint="backward reads no grad. It only adds to it.")
def test_setting_grad_to_zero(compare, rng):
    """When grad of the inputs is set to 0, the next call of backward gives the gradient alone."""
    a, b = (compare.new("Value", x) for x in inputs(rng, 2))
    result = (a * b).exp() * a
    for _ in range(3):
        result.backward()
        _ = a.grad, b.grad
        a.grad = 0.0
        b.grad = 0.0


@task("value", asks=VALUE_ASKS, hint="Keep the derivatives of this call apart from grad until it ends.")
def test_a_large_grad_of_an_earlier_call(compare, rng):
    """A large grad that an earlier call left in an intermediate result costs the next call no digits."""
    for _ in range(2):
        a, b = (compare.new("Value", x) for x in inputs(rng, 2))
        shared = a * b
        (1e25 * shared).backward()
        a.grad = 0.0
        b.grad = 0.0
        (shared + a).backward()
        _ = a.grad, b.grad


@task(
    "value", asks=VALUE_ASKS, hint="Every number of the graph gets its derivative, and the last one gets 1."
)
def test_intermediate_results_get_their_derivative_too(compare, rng):
    """Intermediate results get their derivative as well. The derivative of the result by itself is 1."""
    for calls in 1, 3:
        a, b = (compare.new("Value", x) for x in inputs(rng, 2))
        u = a * b
        v = u + a
        y = v * u
        for _ in range(calls):
            y.backward()
        _ = y.grad, v.grad, u.grad, a.grad, b.grad


@task("value", asks=VALUE_ASKS, hint="backward changes only the numbers that this one was computed from.")
def test_backward_from_the_middle(compare, rng):
    """backward from an intermediate result leaves later results and unused inputs alone."""
    a, b, c = (compare.new("Value", x) for x in inputs(rng, 3))
    u = a * b
    y = u * c
    _ = u.grad, a.grad
    u.backward()
    _ = a.grad, b.grad, c.grad, u.grad, y.grad
    c.backward()
    _ = a.grad, c.grad


@task(
    "value", asks=VALUE_ASKS, hint="Return a new object from every operation. Only backward changes a grad."
)
def test_operands_stay_as_they_are(compare, rng):
    """No operation changes the data or the grad of its operands."""
    a, b = (compare.new("Value", x) for x in positive(rng, 2))
    for result in (
        a + b,
        a * a,
        a - 1,
        2 * b,
        a / b,
        a**2,
        -a,
        a.relu(),
        b.tanh(),
        a.exp(),
        b.log(),
        2 - a,
        2 / b,
    ):
        _ = result.data, result.grad, a.data, a.grad, b.data, b.grad
    (a * b).backward()
    _ = a.data, b.data, a.grad, b.grad


@task(
    "value", points=2, hint="Recursion ends after 1000 calls in Python. Keep the waiting numbers in a list."
)
def test_a_graph_of_thousands_of_steps(student, rng):
    """A sum of thousands of terms has a gradient."""
    for steps in 1500, 2000:
        a, b = inputs(rng, 2)
        value, gradient = student.reverse_gradient(chain(["{0} + b"], steps), [a, b])
        assert_close(value, a + steps * b, what="The sum of many terms must be right; yours is not.")
        assert_close(
            gradient, np.array([1.0, steps]), what="Each term must add 1 to the derivative; yours does not."
        )


@task("value", points=2, hint="Visit each number once, however many ways lead to it.")
def test_a_number_is_visited_once(student, rng):
    """Sixty doublings have 2 to the power of 60 paths, and only sixty steps."""
    for doublings in 60, 40:
        a, b = inputs(rng, 2)
        value, gradient = student.reverse_gradient(chain(["{0} + {0}"], doublings, "a * b"), [a, b])
        assert_close(value, 2.0**doublings * a * b, what="Each step must double the number; yours does not.")
        assert_close(
            gradient,
            2.0**doublings * np.array([b, a]),
            what="Each step must double the derivative; yours does not.",
        )


@task("value", hint="Use math.tanh. The formula with exp overflows.")
def test_saturated_functions(student, rng):
    """tanh is 1 at 1000 and -1 at -1000, with the derivative 0. exp is 0 at -1000."""
    b = positive(rng, 1)[0]
    for x, limit in (1000.0, 1.0), (-1000.0, -1.0):
        value, gradient = student.reverse_gradient("y = tanh a; z = y * b", [x, b])
        assert_close(value, limit * b, what="tanh must be 1 at 1000 and -1 at -1000; yours is not.")
        assert_close(
            gradient, np.array([0.0, limit]), what="The derivative of tanh at 1000 must be 0; yours is not."
        )
    value, gradient = student.reverse_gradient("u = exp a; y = u + b", [-1000.0, b])
    assert_close((value, gradient), (b, np.array([0.0, 1.0])), what="exp must be 0 at -1000; yours is not.")


@task("value", hint="Add no small constant, and clip nothing.")
def test_large_and_small_numbers(compare, rng):
    """Tiny and huge numbers keep their digits."""
    x = positive(rng, 2)
    for unit in 1e-25, 1e25:
        compare.reverse_gradient("u = a / b; y = log u", [unit * x[0], x[1]], atol=1e-70)
        compare.reverse_gradient("u = a * b; y = 1 / u", [unit * x[0], x[1]], atol=1e-70)
    for large in 700.0, rng.uniform(650.0, 699.0):
        compare.reverse_gradient("u = exp a; y = u * b", [large, x[1]])


@task("value", hint="At 0 the derivative of relu is 0 or 1.")
def test_relu_at_0(compare, student, rng):
    """relu(0) is 0, and its derivative there may be 0 or 1. Right and left of 0 it is 1 and 0."""
    compare.reverse_gradient("u = relu a; v = relu b; y = u + v", [1e-9, -1e-9])
    _, (slope, other) = student.reverse_gradient("u = relu a; y = u + b", [0.0, positive(rng, 1)[0]])
    assert_close(other, 1.0, what="The derivative of relu(a) + b by b must be 1; yours is not.")
    assert_close(slope * (1 - slope), 0.0, what="The derivative of relu at 0 must be 0 or 1; yours is not.")


@task("value", hint="Convert the number with float() when the object is made.")
def test_integers_of_every_width(compare, rng):
    """Integers of 8 and 16 bits become floats before any arithmetic. float32 numbers are converted as well."""
    for dtype in NARROW:
        compare.reverse_gradient("u = a * b; y = c - u", narrow(rng, dtype, 3))
        compare.reverse_gradient("u = a + b; y = u * u", narrow(rng, dtype, 2))
    compare.reverse_gradient("u = a * b; y = tanh u", np.array([1, 2]))
    compare.reverse_gradient("u = a / b; y = exp u", np.array([0.3, 1.7], dtype=np.float32))


@task("value", hint="Keep nothing in the class itself, and no list as the default of a parameter.")
def test_same_program_gives_the_same_answer(compare, rng):
    """The same program gives the same answer again. An input that is not used has the derivative 0."""
    program, x = "u = a * b; v = exp u; w = c * v; y = w + u", inputs(rng, 3)
    for some, numbers in (program, x), ("u = a * d; y = u / c", positive(rng, 4)), (program, x):
        compare.reverse_gradient(some, numbers)


@task("value", weak=True, hint="Raise ValueError yourself where the operation is not defined.")
def test_what_is_refused(compare):
    """ValueError is raised for what is no number, and where log and powers are not defined."""
    for data in "3.0", [1.0, 2.0], None, 1j:
        compare.raises("ValueError", "Value", data)
    for x in 0.0, -1.0:
        compare.raises("ValueError", "reverse_gradient", "y = log a", [x])
        compare.raises("ValueError", "reverse_gradient", "y = a ** b", [x, 2.0])
        compare.raises("ValueError", "reverse_gradient", f"y = {x} ** a", [2.0])
    for x, exponent in (-2.0, 0.5), (-2.0, -1.5), (0.0, 0.5), (0.0, 1.5):
        compare.raises("ValueError", "reverse_gradient", f"y = a ** {exponent}", [x])
    compare.raises("ValueError", "reverse_gradient", "y = a ** -1", [0.0])
    compare.raises("ValueError", "reverse_gradient", "u = 0 * b; v = u + 2; y = a ** v", [-2.0, 1.0])

r"""A unit computes $z = w x + b$ and $a = f(z)$. The activation is the leaky ReLU with the slope $0.1$ for negative
inputs: $f(z) = \max(0.1 z, z)$. The values are $w = {{ w }}$, $x = {{ x }}$ and $b = {{ b }}$. Compute $z$, then
$a$, then the derivative of $a$ by $w$.
"""

import numpy as np

from grader.exam import mistake, part, reference

activations = reference("activations")


def draw(rng):
    while True:
        x = float(rng.choice([-1, 1])) * round(float(rng.uniform(1.2, 9.8)), 1)
        w = -round(float(rng.uniform(0.3, 3.4)), 1) * (1 if x > 0 else -1)
        b = round(float(rng.uniform(-2.4, 2.4)), 1)
        if w * x + b < -0.5 and abs(b) > 0.1:
            return {"w": w, "x": x, "b": b}


@part(
    "$z =$",
    decimals=2,
    solution=(
        r"Multiply the input by the weight and add the bias: $({{ w }}) \cdot ({{ x }}) + ({{ b }}) = "
        r"{{ z }}$."
    ),
)
def z(w, x, b):
    return w * x + b


@mistake(of=z, worth=0.25)
def bias_forgotten(w, x):
    """That is w x, without the bias."""
    return w * x


@mistake(of=z, worth=0.5)
def sign_of_bias(w, x, b):
    """That is w x − b. The bias has the other sign."""
    return w * x - b


@mistake(of=z)
def bias_inside(w, x, b):
    """That is w (x + b). The bias is added to the product."""
    return w * (x + b)


@part(
    "$a =$",
    decimals=3,
    solution=r"Here $z$ is negative, so the slope is 0.1: $a = 0.1 \cdot ({{ z }}) = {{ a }}$.",
)
def a(z):
    return activations.leaky_relu(np.array([z]), 0.1)[0]


@mistake(of=a, worth=0.5)
def other_slope(z):
    """That is the value for the slope 0.01. Libraries often take that; here it is 0.1."""
    return 0.01 * z if z < 0 else None


@mistake(of=a, worth=0.25)
def relu(z):
    """That is the ReLU of z. The leaky ReLU keeps a tenth of a negative input."""
    return 0.0 if z < 0 else None


@mistake(of=a)
def absolute_value(z):
    """That is 0.1 |z|. The output of a negative input is negative."""
    return -0.1 * z if z < 0 else None


@mistake(of=a)
def unchanged(z):
    """That is z itself. Only a positive input is passed on unchanged."""
    return z if z < 0 else None


@part(
    r"$\partial a / \partial w =$",
    decimals=3,
    solution=(
        r"By the chain rule, $\frac{\partial a}{\partial w} = f'(z) \, x$. Here $z$ is negative, so $f'(z) "
        r"= 0.1$, and the result is $0.1 \cdot ({{ x }}) = {{ slope }}$."
    ),
)
def slope(z, x):
    return (1.0 if z > 0 else 0.1) * x


@mistake(of=slope, worth=0.5)
def positive_branch(z, x):
    """That is x, the derivative for a positive z. For a negative z it is multiplied by 0.1."""
    return x if z < 0 else None


@mistake(of=slope, worth=0.5)
def input_forgotten(z):
    """That is the derivative of a by z. By the chain rule it is multiplied by x."""
    return 0.1 if z < 0 else None


@mistake(of=slope, worth=0.25)
def by_the_input(z, w):
    """That is the derivative by x. The derivative of z by w is x, not w."""
    return 0.1 * w if z < 0 else None


@mistake(of=slope)
def dead_unit(z):
    """That is the derivative of a ReLU. The leaky ReLU has a slope for negative inputs, too."""
    return 0.0 if z < 0 else None


def proof(w, x, b):
    def output(weight):
        return float(np.maximum(0.1 * (weight * x + b), weight * x + b))

    derivative = (output(w + 2**-12) - output(w - 2**-12)) / 2**-11
    return {"z": float(np.dot([w, b], [x, 1])), "a": output(w), "slope": derivative}

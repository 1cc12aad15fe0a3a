r"""A deep network has one sigmoid unit in each layer. Going back, the gradient is multiplied by $w \, \sigma'(z)$
in each layer. All {{ L }} weights are $w = {{ w }}$. What is the largest value that the product of these factors
over {{ L }} layers can have?
"""

import numpy as np

from grader.exam import mistake, part, reference

activations = reference("activations")


def draw(rng):
    while True:
        w = round(float(rng.uniform(1.2, 3.6)), 2)
        if abs(w - 2) > 0.1:
            return {"L": int(rng.integers(3, 7)), "w": w}


@part(
    "product",
    digits=3,
    points=2,
    solution=(
        r"The derivative of the sigmoid is largest at $z = 0$, where it is $\frac{1}{4}$. Each layer has at "
        "most the factor $w / 4$, so the product is at most $({{ w }} / 4)^{ {{ L }} } = {{ product }}$."
    ),
)
def product(w, L):
    return (w / 4) ** L


@mistake(of=product, worth=0.25)
def half(w, L):
    """That is (w/2) to the power of the layers. The derivative of the sigmoid is at most ¼; its value at 0 is ½."""
    return (w / 2) ** L


@mistake(of=product, worth=0.25)
def derivative_one(w, L):
    """That is w to the power of the layers. The derivative of the sigmoid is at most ¼, not 1."""
    return w**L


@mistake(of=product, worth=0.25)
def weights_forgotten(L):
    """That is ¼ to the power of the layers. Each layer multiplies by its weight, too."""
    return 0.25**L


@mistake(of=product)
def factors_added(w, L):
    """That is the sum of the factors. The chain rule multiplies them."""
    return L * w / 4


@mistake(of=product, worth=0.5)
def one_layer_less(w, L):
    """That is the product over one layer less. Each layer has a factor."""
    return (w / 4) ** (L - 1)


def proof(w, L):
    z = np.linspace(-1, 1, 201)
    return {"product": np.prod([(w * activations.sigmoid_derivative(z)).max() for _ in range(L)])}

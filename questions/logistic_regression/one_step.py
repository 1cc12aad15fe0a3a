"""A logistic regression has the weight $w = {{ w }}$ and the bias $b = {{ b }}$. One training example is
$x = {{ x }}$ with label $y = {{ y }}$. The loss is the cross-entropy $-y \\ln a - (1 - y) \\ln(1 - a)$ with
$a = \\sigma(z)$ and $z = w x + b$. Take one step of gradient descent with learning rate $\\eta = {{ lr }}$.
"""

import numpy as np

from grader.exam import mistake, part, reference

logistic = reference("logistic_regression")


def draw(rng):
    return {
        "w": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.3, 1.4)), 2),
        "b": round(float(rng.uniform(-0.9, 0.9)), 2),
        "x": float(rng.choice([-1, 1])) * round(float(rng.uniform(1.1, 2.4)), 1),
        "y": int(rng.integers(0, 2)),
        "lr": round(float(rng.uniform(0.31, 0.89)), 2),
    }


@part(
    "$z =$",
    decimals=4,
    solution=(
        r"Multiply the weight by the input and add the bias: "
        r"$z = w x + b = ({{ w }}) \cdot ({{ x }}) + ({{ b }}) = {{ z }}$."
    ),
)
def z(x, w, b):
    return w * x + b


@mistake(of=z, worth=0.25)
def bias_forgotten(x, w):
    """That is w x, without the bias."""
    return w * x


@mistake(of=z)
def bias_inside(x, w, b):
    """That is w (x + b). The bias is added to the product."""
    return w * (x + b)


@mistake(of=z, worth=0.5)
def sign_of_product(x, w, b):
    """That is −w x + b. The product w x has the other sign."""
    return -w * x + b


@mistake(of=z, worth=0.5)
def sign_of_bias(x, w, b):
    """That is w x − b. The bias has the other sign."""
    return w * x - b


@part(
    "$a = \\sigma(z) =$",
    decimals=4,
    solution=r"The sigmoid gives $a = \frac{1}{1 + e^{-z}} = \frac{1}{1 + e^{-({{ z }})}} = {{ a }}$.",
)
def a(z):
    return logistic.sigmoid(np.array([z]))[0]


@mistake(of=a, worth=0.25)
def sign_of_exponent(z):
    """That is 1 / (1 + e^z). The exponent is −z."""
    return 1 / (1 + np.exp(z))


@part(
    "$\\partial L / \\partial w =$",
    decimals=3,
    solution=(
        r"With cross-entropy the derivative by $z$ is $a - y$. By the chain rule it is multiplied by $x$: "
        r"$(a - y) x = ({{ a }} - {{ y }}) \cdot ({{ x }}) = {{ slope }}$."
    ),
)
def slope(a, y, x):
    return (a - y) * x


@mistake(of=slope, worth=0.5)
def sign_exchanged(a, y, x):
    """That is (y − a) x, the direction of the step. The derivative has the other sign."""
    return (y - a) * x


@mistake(of=slope, worth=0.5)
def input_forgotten(a, y):
    """That is the derivative by z. By the chain rule it is multiplied by x."""
    return a - y


@mistake(of=slope, worth=0.25)
def squared_error(a, y, x):
    """That is the derivative of the squared error ½ (a − y)². With cross-entropy σ′ cancels."""
    return (a - y) * a * (1 - a) * x


@part(
    "new $w =$",
    decimals=3,
    solution=(
        r"Descent goes against the derivative: $w - \eta \, \frac{\partial L}{\partial w} = {{ w }} - "
        r"{{ lr }} \cdot ({{ slope }}) = {{ new_weight }}$."
    ),
)
def new_weight(w, lr, slope):
    return w - lr * slope


@mistake(of=new_weight, worth=0.25)
def ascent(w, lr, slope):
    """That is a step along the gradient. Descent goes against it."""
    return w + lr * slope


@mistake(of=new_weight)
def rate_forgotten(w, slope):
    """That is w less the whole gradient. It is multiplied by the learning rate first."""
    return w - slope


def proof(x, w, b, y, lr):
    gradient, _ = logistic.gradient(np.array([[x]]), np.array([y]), np.array([w]), b)
    probability = logistic.predict_proba(np.array([[x]]), np.array([w]), b)[0]
    logit = float(np.log(probability / (1 - probability)))
    return {"z": logit, "a": probability, "slope": gradient[0], "new_weight": w - lr * gradient[0]}

r"""A network has one input, one hidden unit and one output: $z = w x + b$, $a = \sigma(z)$ (sigmoid),
$\hat y = v a$. The loss is $L = \frac{1}{2} (\hat y - y)^2$. The values are $x = {{ x }}$, $w = {{ w }}$,
$b = {{ b }}$, $v = {{ v }}$ and $y = {{ y }}$. Go forwards to $a$ and $\hat y$, and then backwards to the
derivatives of $L$ by $v$, by $a$ and by $w$.
"""

import numpy as np

from grader.exam import mistake, part, reference

backpropagation = reference("backpropagation")
logistic = reference("logistic_regression")


def draw(rng):
    while True:
        signs, sizes = rng.choice([-1, 1], size=4), rng.uniform((3, 0.1, 0.2, 1.4), (9, 0.35, 0.9, 3.9))
        x, w, b, v = (
            round(float(each), digits) for each, digits in zip(signs * sizes, (0, 2, 1, 1), strict=True)
        )
        y = round(float(rng.uniform(-3.5, 3.5)), 1)
        z = w * x + b
        if 0.3 < abs(z) < 2 and abs(v / (1 + np.exp(-z)) - y) > 0.5:
            return {"x": x, "w": w, "b": b, "v": v, "y": y}


@part(
    "$a =$",
    decimals=5,
    solution=(
        r"First $z = w x + b = ({{ w }}) \cdot ({{ x }}) + ({{ b }})$. Then the sigmoid gives $a = "
        r"\frac{1}{1 + e^{-z}} = {{ a }}$."
    ),
)
def a(w, x, b):
    return 1 / (1 + np.exp(-(w * x + b)))


@mistake(of=a, worth=0.25)
def bias_forgotten(w, x):
    """That is σ(w x), without the bias."""
    return 1 / (1 + np.exp(-w * x))


@mistake(of=a, worth=0.5)
def sign_of_bias(w, x, b):
    """That is σ(w x − b). The bias has the other sign."""
    return 1 / (1 + np.exp(-(w * x - b)))


@mistake(of=a, worth=0.25)
def sign_of_exponent(w, x, b):
    """That is 1 / (1 + e^z). The exponent is −z."""
    return 1 / (1 + np.exp(w * x + b))


@part(
    r"$\hat y =$",
    decimals=4,
    solution=r"Multiply $a$ by the weight of the output: $\hat y = v a = ({{ v }}) \cdot {{ a }} = {{ y_hat }}$.",
)
def y_hat(a, v):
    return v * a


@mistake(of=y_hat, worth=0.25)
def sigmoid_skipped(w, x, b, v):
    """That is v z. The output is computed from a = σ(z)."""
    return v * (w * x + b)


@part(
    r"$\partial L / \partial v =$",
    decimals=3,
    solution=(
        r"The derivative of $L$ by $\hat y$ is $\hat y - y$. By the chain rule it is multiplied by $a$: "
        r"$({{ y_hat }} - ({{ y }})) \cdot {{ a }} = {{ by_v }}$."
    ),
)
def by_v(y_hat, y, a):
    return (y_hat - y) * a


@mistake(of=by_v, worth=0.5)
def error_only(y_hat, y):
    """That is the derivative by the output. By the chain rule it is multiplied by a."""
    return y_hat - y


@mistake(of=by_v, worth=0.5)
def factor_2(y_hat, y, a):
    """That is the derivative of a loss without the ½. Here the ½ cancels the 2."""
    return 2 * (y_hat - y) * a


@mistake(of=by_v, worth=0.5)
def error_turned(y_hat, y, a):
    """That is (y − ŷ) a. The derivative of ½ (ŷ − y)² is ŷ − y."""
    return (y - y_hat) * a


@part(
    r"$\partial L / \partial a =$",
    decimals=3,
    solution=(
        r"The derivative of $L$ by $\hat y$ is $\hat y - y$. By the chain rule it is multiplied by $v$: "
        r"$({{ y_hat }} - ({{ y }})) \cdot ({{ v }}) = {{ by_a }}$."
    ),
)
def by_a(y_hat, y, v):
    return (y_hat - y) * v


@mistake(of=by_a, worth=0.5)
def weight_forgotten(y_hat, y):
    """That is the derivative by the output. By the chain rule it is multiplied by v."""
    return y_hat - y


@mistake(of=by_a, worth=0.5)
def factor_2_by_a(y_hat, y, v):
    """That is the derivative of a loss without the ½. Here the ½ cancels the 2."""
    return 2 * (y_hat - y) * v


@mistake(of=by_a, worth=0.5)
def error_turned_by_a(y_hat, y, v):
    """That is (y − ŷ) v. The derivative of ½ (ŷ − y)² is ŷ − y."""
    return (y - y_hat) * v


@part(
    r"$\partial L / \partial w =$",
    decimals=2,
    points=2,
    solution=(
        r"Go back through the sigmoid, whose derivative is $a (1 - a)$, and then through $z = w x + b$: "
        r"$\frac{\partial L}{\partial a} \, a (1 - a) \, x = ({{ by_a }}) \cdot {{ a }} \cdot (1 - {{ a }}) "
        r"\cdot ({{ x }}) = {{ by_w }}$."
    ),
)
def by_w(by_a, a, x):
    return by_a * a * (1 - a) * x


@mistake(of=by_w, worth=0.5)
def input_forgotten(by_a, a):
    """That is the derivative by z. By the chain rule it is multiplied by x."""
    return by_a * a * (1 - a)


@mistake(of=by_w, worth=0.25)
def activation_skipped(by_a, x):
    """That is the product without σ′(z) = a (1 − a). The way back goes through the sigmoid."""
    return by_a * x


@mistake(of=by_w, worth=0.25)
def output_for_slope(by_a, a, x):
    """That is the product with a in place of a (1 − a). The derivative of the sigmoid is a (1 − a)."""
    return by_a * a * x


def proof(x, w, b, v, y):
    z = backpropagation.affine_forward(np.array([[x]]), np.array([[w]]), np.array([b]))
    hidden = logistic.sigmoid(z[0])[None]
    out = backpropagation.affine_forward(hidden, np.array([[v]]), np.zeros(1))
    back, by_v, _ = backpropagation.affine_backward(out - y, hidden, np.array([[v]]))
    through = backpropagation.sigmoid_backward(back, z)
    _, by_w, _ = backpropagation.affine_backward(through, np.array([[x]]), np.array([[w]]))
    return {"a": hidden[0, 0], "y_hat": out[0, 0], "by_v": by_v[0, 0], "by_a": back[0, 0], "by_w": by_w[0, 0]}

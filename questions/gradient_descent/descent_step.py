r"""The model is $\hat y = w x + b$. The loss is the sum of squares $L = \sum_i (y_i - w x_i - b)^2$, without a factor
½ and without a mean. The training data are three points with $x = ({{ x }})$ and $y = ({{ y }})$. Take one step of
gradient descent from $w = {{ w }}$ and $b = {{ b }}$ with learning rate $\alpha = {{ lr }}$. Both parameters change at
the same time. First compute the residuals $r_i = y_i - w x_i - b$.
"""

import numpy as np

from grader.exam import mistake, part, reference

regression = reference("linear_regression")


def draw(rng):
    return {
        "x": rng.choice(range(1, 8), size=3, replace=False),
        "y": rng.choice(range(8, 40), size=3, replace=False),
        "w": round(float(rng.uniform(0.3, 1.9)), 1),
        "b": round(float(rng.uniform(0.3, 2.9)), 1),
        "lr": int(rng.integers(2, 20)) / 1000,
    }


@part(
    "$r_i = y_i - w x_i - b$",
    decimals=2,
    columns=["point 1", "point 2", "point 3"],
    solution=(
        r"Put each point into $r_i = y_i - w x_i - b$: $r_1 = {{ y[0] }} - {{ w }} \cdot {{ x[0] }} - "
        r"{{ b }}$, $r_2 = {{ y[1] }} - {{ w }} \cdot {{ x[1] }} - {{ b }}$ and $r_3 = {{ y[2] }} - "
        r"{{ w }} \cdot {{ x[2] }} - {{ b }}$. This gives {{ residuals }}."
    ),
)
def residuals(x, y, w, b):
    return y - w * x - b


@mistake(of=residuals, worth=0.5)
def prediction_minus_target(x, y, w, b):
    """That is the prediction minus the target. The residual of the question has the other sign."""
    return w * x + b - y


@mistake(of=residuals, worth=0.25)
def bias_left_out(x, y, w):
    """That is y − w x. The bias b is part of the prediction and is subtracted as well."""
    return y - w * x


@part(
    r"$\partial L / \partial w =$",
    decimals=2,
    solution=(
        "By the chain rule the derivative of $r_i^2$ by $w$ is $-2 r_i x_i$. The sum over $r = "
        r"({{ residuals }})$ and $x = ({{ x }})$ is $-2 \sum_i r_i x_i = {{ weight_gradient }}$."
    ),
)
def weight_gradient(residuals, x):
    return -2 * (residuals * x).sum()


@mistake(of=weight_gradient, worth=0.5)
def half_weight_gradient(residuals, x):
    """That is the derivative of ½ Σ r². This loss has no ½, so the factor 2 of the square stays."""
    return -(residuals * x).sum()


@mistake(of=weight_gradient, worth=0.5)
def mean_weight_gradient(residuals, x):
    """That is the derivative of the mean of the squares. This loss is their sum."""
    return -2 * (residuals * x).mean()


@mistake(of=weight_gradient, worth=0.5)
def weight_gradient_sign(residuals, x):
    """That has the other sign. The prediction stands in the residual with a minus."""
    return 2 * (residuals * x).sum()


@mistake(of=weight_gradient)
def inputs_left_out(residuals):
    """That is the derivative by b. For w each residual is multiplied by its x."""
    return -2 * residuals.sum()


@part(
    r"$\partial L / \partial b =$",
    decimals=2,
    solution=(
        "By the chain rule the derivative of $r_i^2$ by $b$ is $-2 r_i$. The sum over $r = "
        r"({{ residuals }})$ is $-2 \sum_i r_i = {{ bias_gradient }}$."
    ),
)
def bias_gradient(residuals):
    return -2 * residuals.sum()


@mistake(of=bias_gradient, worth=0.5)
def half_bias_gradient(residuals):
    """That is the derivative of ½ Σ r². This loss has no ½, so the factor 2 of the square stays."""
    return -residuals.sum()


@mistake(of=bias_gradient, worth=0.5)
def mean_bias_gradient(residuals):
    """That is the derivative of the mean of the squares. This loss is their sum."""
    return -2 * residuals.mean()


@mistake(of=bias_gradient, worth=0.5)
def bias_gradient_sign(residuals):
    """That has the other sign. The prediction stands in the residual with a minus."""
    return 2 * residuals.sum()


@part(
    "new $w =$",
    decimals=4,
    solution=(
        r"Descent goes against the gradient: $w - \alpha \frac{\partial L}{\partial w} = {{ w }} - "
        r"{{ lr }} \cdot ({{ weight_gradient }}) = {{ new_weight }}$."
    ),
)
def new_weight(w, lr, weight_gradient):
    return w - lr * weight_gradient


@mistake(of=new_weight, worth=0.25)
def weight_ascent(w, lr, weight_gradient):
    """That is a step along the gradient. Descent goes against it."""
    return w + lr * weight_gradient


@mistake(of=new_weight)
def weight_rate_forgotten(w, weight_gradient):
    """That is w less the whole gradient. It is multiplied by the learning rate first."""
    return w - weight_gradient


@part(
    "new $b =$",
    decimals=4,
    solution=(
        r"Both gradients are taken at the old parameters: $b - \alpha \frac{\partial L}{\partial b} = "
        r"{{ b }} - {{ lr }} \cdot ({{ bias_gradient }}) = {{ new_bias }}$."
    ),
)
def new_bias(b, lr, bias_gradient):
    return b - lr * bias_gradient


@mistake(of=new_bias, worth=0.25)
def bias_ascent(b, lr, bias_gradient):
    """That is a step along the gradient. Descent goes against it."""
    return b + lr * bias_gradient


@mistake(of=new_bias)
def bias_rate_forgotten(b, bias_gradient):
    """That is b less the whole gradient. It is multiplied by the learning rate first."""
    return b - bias_gradient


@mistake(of=new_bias, worth=0.25)
def new_weight_used(x, y, b, lr, new_weight):
    """That is a step with residuals at the new w. Both gradients are taken at the old parameters."""
    return b + 2 * lr * (y - new_weight * x - b).sum()


def proof(x, y, w, b, lr):
    inputs = x[:, None].astype(float)
    dw, db = regression.loss_gradient(inputs, y, np.array([w]), b)  # of the sum of squares, divided by 2 n
    factor = 2 * len(x)
    return {
        "residuals": -np.polynomial.polynomial.polyval(x, [b, w]) + y,
        "weight_gradient": factor * dw[0],
        "bias_gradient": factor * db,
        "new_weight": w - factor * lr * dw[0],
        "new_bias": b - factor * lr * db,
    }

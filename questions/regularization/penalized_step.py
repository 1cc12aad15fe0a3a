r"""The loss is $L(w) = D(w) + \lambda w^2$, where $D$ is the loss on the data. The penalty has no factor ½. At
$w = {{ w }}$ the data term has the derivative $D'(w) = {{ g }}$. The penalty has $\lambda = {{ lam }}$, and the
learning rate is $\alpha = {{ lr }}$. Take one step of gradient descent.
"""

from grader.exam import mistake, part


def draw(rng):
    size = rng.choice(
        [round(1.2 + 0.1 * k, 1) for k in range(7)] + [round(2.2 + 0.1 * k, 1) for k in range(18)]
    )
    return {
        "w": float(rng.choice([-1, 1]) * size),
        "g": float(rng.choice([-1, 1])) * round(float(rng.uniform(2, 12)), 1),
        "lam": round(float(rng.uniform(0.3, 2.5)), 1),
        "lr": int(rng.integers(2, 15)) / 100,
    }


@part(
    "$L'(w) =$",
    decimals=3,
    solution=(
        r"The derivative of $\lambda w^2$ is $2 \lambda w$. It is added to that of the data term: $({{ g }}) "
        r"+ 2 \cdot {{ lam }} \cdot ({{ w }}) = {{ slope }}$."
    ),
)
def slope(w, g, lam):
    return g + 2 * lam * w


@mistake(of=slope, worth=0.5)
def half_penalty(w, g, lam):
    """That is the derivative with the penalty λ/2 · w². Here the penalty is λ w², which gives 2 λ w."""
    return g + lam * w


@mistake(of=slope)
def penalty_left_out(g):
    """That is the derivative of the data term alone. The penalty adds 2 λ w."""
    return g


@mistake(of=slope, worth=0.5)
def penalty_subtracted(w, g, lam):
    """That is the derivative with the penalty subtracted. The penalty is added to the loss."""
    return g - 2 * lam * w


@mistake(of=slope, worth=0.1)
def penalty_not_derived(w, g, lam):
    """That has the penalty λ w² itself in it. In a gradient stands its derivative, 2 λ w."""
    return g + lam * w**2


@part(
    "new $w =$",
    decimals=4,
    solution=(
        r"Descent goes against the derivative: $w - \alpha L'(w) = ({{ w }}) - {{ lr }} \cdot ({{ slope }}) "
        "= {{ new_weight }}$."
    ),
)
def new_weight(w, lr, slope):
    return w - lr * slope


@mistake(of=new_weight, worth=0.25)
def along_the_gradient(w, lr, slope):
    """That is a step along the gradient. Descent goes against it."""
    return w + lr * slope


@mistake(of=new_weight)
def whole_gradient(w, slope):
    """That is w less the whole gradient. It is multiplied by the learning rate first."""
    return w - slope


def proof(w, g, lam, lr):
    def loss(v):  # D replaced by its tangent, which has the same derivative at w
        return g * (v - w) + lam * v**2

    # The central difference of a parabola is its derivative, for any distance.
    # Weight decay: the same step first shrinks the weight and then follows the data.
    return {"slope": (loss(w + 1) - loss(w - 1)) / 2, "new_weight": (1 - 2 * lr * lam) * w - lr * g}

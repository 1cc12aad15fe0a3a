r"""A loss has the penalty $\frac{\lambda}{2} w^2$ added to it, with $\lambda = {{ lam }}$. The weight is
$w = {{ w }}$. The gradient of the loss alone, as a mean over the mini-batch, is $g = {{ g }}$. Take one step of
gradient descent on the loss with its penalty. The learning rate is $\eta = {{ lr }}$. What is the new weight?
"""

import numpy as np

from grader.exam import mistake, part, reference

optimizers = reference("optimizers")


def draw(rng):
    return {
        "w": float(rng.choice([-1, 1])) * round(float(rng.uniform(1.5, 4.9)), 1),
        "g": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.6, 2.4)), 1),
        "lam": float(rng.choice([0.2, 0.3, 0.4, 0.6, 0.7, 0.8])),
        "lr": float(rng.choice([0.05, 0.1, 0.15, 0.2, 0.25, 0.3])),
    }


@part(
    "new $w =$",
    decimals=4,
    points=2,
    solution=(
        r"The penalty adds its derivative $\lambda w$ to the gradient: $w - \eta (g + \lambda w) = ({{ w }}) "
        r"- {{ lr }} \cdot (({{ g }}) + {{ lam }} \cdot ({{ w }})) = {{ new_weight }}$."
    ),
)
def new_weight(w, g, lam, lr):
    return (1 - lr * lam) * w - lr * g


@mistake(of=new_weight, worth=0.5)
def penalty_without_half(w, g, lam, lr):
    """That is the step for the penalty λw². With λ/2 · w² the derivative of the penalty is λw, without a 2."""
    return (1 - 2 * lr * lam) * w - lr * g


@mistake(of=new_weight, worth=0.25)
def rate_not_on_penalty(w, g, lam, lr):
    """That is (1 − λ) w − ηg. The learning rate multiplies the derivative of the penalty, too."""
    return (1 - lam) * w - lr * g


@mistake(of=new_weight, worth=0.5)
def decayed_after_step(w, g, lam, lr):
    """That is (1 − ηλ) (w − ηg). Only the old weight is made smaller, not the step."""
    return (1 - lr * lam) * (w - lr * g)


@mistake(of=new_weight, worth=0.25)
def without_penalty(w, g, lr):
    """That is the step without the penalty."""
    return w - lr * g


@mistake(of=new_weight, worth=0.5)
def penalty_with_wrong_sign(w, g, lam, lr):
    """That is (1 + ηλ) w − ηg. The penalty makes the weight smaller, so the factor is 1 − ηλ."""
    return (1 + lr * lam) * w - lr * g


@mistake(of=new_weight, worth=0.25)
def ascent(w, g, lam, lr):
    """That is a step along the gradient. Descent goes against it."""
    return w + lr * (g + lam * w)


def proof(w, g, lam, lr):
    return {"new_weight": optimizers.sgd(np.array([w]), np.array([g + lam * w]), lr)[0]}

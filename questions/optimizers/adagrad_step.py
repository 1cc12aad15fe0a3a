r"""AdaGrad adds up the squares of the gradients, $s \leftarrow s + g^2$, and then takes the step
$w \leftarrow w - \eta \, g / \sqrt{s}$. (The small $\varepsilon$ is left out.) It starts with $s = 0$ and has
$\eta = {{ lr }}$. The gradient is $g = {{ g }}$ in every step. Compute $s$ in step number {{ k }}, and how far the
weight moves in this step.
"""

import numpy as np

from grader.exam import mistake, part, reference

optimizers = reference("optimizers")


def draw(rng):
    return {
        "g": round(float(rng.uniform(1.3, 5.9)), 1), "lr": round(float(rng.uniform(0.2, 0.9)), 2),
        "k": int(rng.integers(3, 17)),
    }  # fmt: skip


@part(
    "$s =$",
    decimals=2,
    solution=(
        r"The gradient is the same in every step, so its square is added {{ k }} times: $s = {{ k }} \cdot "
        "{{ g }}^2 = {{ s }}$."
    ),
)
def s(k, g):
    return k * g**2


@mistake(of=s, worth=0.25)
def last_square_only(g):
    """That is the square of one gradient. The squares of all steps are added."""
    return g**2


@mistake(of=s, worth=0.25)
def not_squared(k, g):
    """That is the sum of the gradients. Their squares are added."""
    return k * g


@mistake(of=s, worth=0.25)
def square_of_sum(k, g):
    """That is the square of the sum of the gradients. Each gradient is squared first."""
    return (k * g) ** 2


@mistake(of=s, worth=0.5)
def one_step_less(k, g):
    """That is the sum before this step. The gradient of the step itself is added before the step is taken."""
    return (k - 1) * g**2


@part(
    "length of the step",
    decimals=4,
    solution=(
        r"The step is the learning rate times the gradient, divided by the root of the sum: $\eta \, g / "
        r"\sqrt{s} = \frac{ {{ lr }} \cdot {{ g }} }{ \sqrt{ {{ s }} } } = {{ length }}$."
    ),
)
def length(s, g, lr):
    return lr * g / np.sqrt(s)


@mistake(of=length, worth=0.25)
def whole_rate(lr):
    """That is η, the length of the first step. The sum has grown since, so the step is shorter."""
    return lr


@mistake(of=length, worth=0.5)
def root_forgotten(s, g, lr):
    """That is η g / s. The root of s is missing."""
    return lr * g / s


@mistake(of=length, worth=0.25)
def gradient_forgotten(s, lr):
    """That is η divided by the root of s. It is multiplied by the gradient."""
    return lr / np.sqrt(s)


@mistake(of=length)
def plain_descent(g, lr):
    """That is η g, a step of plain gradient descent. AdaGrad divides by the root of s."""
    return lr * g


def proof(k, g, lr):
    w, total = np.zeros(1), np.zeros(1)
    for _ in range(k):
        before = w
        w, total = optimizers.adagrad(before, np.array([g]), total, lr, eps=1e-300)
    return {"s": total[0], "length": before[0] - w[0]}

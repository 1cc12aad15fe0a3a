r"""At the point $x$ the gradient of a loss is $\nabla f(x) = ({{ g }})$. One step of gradient descent with learning
rate $\eta = {{ lr }}$ goes to $x' = x - \eta \nabla f(x)$. What change $f(x') - f(x)$ does the first-order Taylor
approximation predict?
"""

import numpy as np

from grader.exam import mistake, part, reference

calculus = reference("calculus")


def draw(rng):
    return {
        "g": rng.choice([-1, 1], size=3) * rng.integers(1, 10, size=3),
        "lr": round(float(rng.uniform(0.02, 0.3)), 2),
    }


@part(
    "predicted change",
    decimals=3,
    points=2,
    solution=(
        r"To first order $f(x') - f(x) \approx \nabla f(x) \cdot (x' - x)$. With $x' - x = -\eta \nabla "
        r"f(x)$ this is $-\eta \lVert \nabla f(x) \rVert^2 = -{{ lr }} \cdot (({{ g[0] }})^2 + "
        "({{ g[1] }})^2 + ({{ g[2] }})^2) = {{ change }}$."
    ),
)
def change(g, lr):
    return -calculus.taylor_step(lambda x: g @ x, lambda _: g, np.zeros(3), lr)[1]


@mistake(of=change, worth=0.25)
def norm_not_squared(g, lr):
    """That is −η ‖∇f‖. The step is −η ∇f and is multiplied by ∇f again, so the norm is squared."""
    return -lr * np.linalg.norm(g)


@mistake(of=change, worth=0.5)
def growth(g, lr):
    """That is η ‖∇f‖², an increase. To first order, a step against the gradient makes the loss smaller."""
    return lr * (g @ g)


@mistake(of=change)
def sum_of_the_entries(g, lr):
    """That is −η times the sum of the entries of the gradient. The entries have to be squared."""
    return -lr * g.sum()


@mistake(of=change, worth=0.25)
def rate_squared(g, lr):
    """That is −η² ‖∇f‖². The learning rate stands in the step only, so it counts once."""
    return -(lr**2) * (g @ g)


@mistake(of=change)
def rate_forgotten(g):
    """That is −‖∇f‖². The step is multiplied by the learning rate η, and so is the change."""
    return -(g @ g)


def proof(g, lr):
    return {"change": -np.linalg.norm(g) * np.linalg.norm(lr * g)}

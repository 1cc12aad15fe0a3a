r"""Minimise $J(w) = \frac{1}{2} (w - {{ a }})^2$ subject to $w^2 \le C^2$ with $C = {{ C }}$. The Lagrangian is
$J(w) + \alpha (w^2 - C^2)$, so the multiplier $\alpha$ stands before $w^2 - C^2$. At the solution the constraint is
active. Compute the derivative $J'(w)$ at the solution, then the multiplier $\alpha$.
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    return {"a": round(float(rng.uniform(5.2, 9.9)), 2), "C": round(float(rng.uniform(1.3, 4.4)), 1)}


@part(
    "$J'(w) =$",
    decimals=2,
    solution=(
        "The free minimum {{ a }} is not allowed, so the solution lies at the boundary, $w = C = {{ C }}$. "
        "There $J'(w) = w - {{ a }} = {{ C }} - {{ a }} = {{ slope }}$."
    ),
)
def slope(a, C):
    return C - a


@mistake(of=slope, worth=0.5)
def distance(a, C):
    """That is a − C, with the opposite sign. The derivative of ½ (w − a)² is w − a."""
    return a - C


@mistake(of=slope)
def at_free_minimum():
    """That is the derivative at w = a. The constraint does not allow this point."""
    return 0.0


@mistake(of=slope, worth=0.25)
def at_zero(a):
    """That is the derivative at w = 0. The solution lies at the boundary, w = C."""
    return -a


@part(
    r"$\alpha =$",
    decimals=4,
    solution=(
        r"At the solution the derivative of the Lagrangian is 0: $J'(w) + 2 \alpha w = 0$. So $\alpha = "
        r"-\frac{J'(w)}{2 C} = -\frac{ {{ slope }} }{2 \cdot {{ C }} } = {{ multiplier }}$."
    ),
)
def multiplier(slope, C):
    return -slope / (2 * C)


@mistake(of=multiplier, worth=0.5)
def half_penalty(slope, C):
    """That is the multiplier if the Lagrangian has ½ α (w² − C²). Here there is no ½."""
    return -slope / C


@mistake(of=multiplier, worth=0.25)
def constraint_not_differentiated(slope):
    """That is −J′(w). The derivative of α w² is 2 α w, so it is divided by 2C."""
    return -slope


@mistake(of=multiplier, worth=0.25)
def constraint_value(slope, C):
    """That is −J′(w) / C². The derivative of the constraint is 2w, not its value w²."""
    return -slope / C**2


@mistake(of=multiplier)
def root_of_free_minimum(a, C):
    """That is a / (2C). The derivative at the solution is w − a with w = C, not −a."""
    return a / (2 * C)


@mistake(of=multiplier, worth=0.5)
def sign_lost(slope, C):
    """That is J′(w) / (2C). From J′(w) + 2 α w = 0 follows a minus."""
    return slope / (2 * C)


def proof(a, C):  # the Lagrangian is smallest at w = a / (1 + 2α); the constraint says w = C
    alpha = np.roots([2 * C, C - a])[0]
    w = a / (1 + 2 * alpha)
    return {"slope": (0.5 * (w + 1 - a) ** 2 - 0.5 * (w - 1 - a) ** 2) / 2, "multiplier": alpha}

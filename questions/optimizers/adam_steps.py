r"""Adam starts with $w = {{ w }}$, $m = 0$ and $v = 0$. The gradient of the first step is $g_1 = {{ g1 }}$, that of the
second step is $g_2 = {{ g2 }}$. The learning rate is $\eta = {{ lr }}$, and $\beta_1 = 0.9$, $\beta_2 = 0.999$. Step
number $t$ does this (the small $\varepsilon$ is left out):

- $m \leftarrow \beta_1 m + (1 - \beta_1) \, g_t$ and $v \leftarrow \beta_2 v + (1 - \beta_2) \, g_t^2$
- $\hat m = m / (1 - \beta_1^t)$ and $\hat v = v / (1 - \beta_2^t)$
- $w \leftarrow w - \eta \, \hat m / \sqrt{\hat v}$

Take both steps.
"""

import numpy as np

from grader.exam import mistake, part, reference

optimizers = reference("optimizers")


def draw(rng):
    while True:
        signs, sizes = rng.choice([-1, 1], size=2), rng.uniform((1.8, 0.4), (3.9, 2.9))
        g1, g2 = (round(float(each), 1) for each in signs * sizes)
        if abs(0.9 * g1 + g2) > 0.5:  # the second step is not too short
            break
    return {
        "w": round(float(rng.uniform(2.5, 6.5)), 1), "g1": g1, "g2": g2,
        "lr": round(float(rng.uniform(0.05, 0.25)), 2),
    }  # fmt: skip


@part(
    "$w$ after step 1",
    decimals=4,
    solution=(
        r"After the corrections of step 1, $\hat m = g_1$ and $\hat v = g_1^2$. So $\hat m / \sqrt{\hat v}$ "
        r"is the sign of $g_1 = {{ g1 }}$, and the weight moves by $\eta = {{ lr }}$ against it: from "
        "{{ w }} to {{ first_weight }}."
    ),
)
def first_weight(w, g1, lr):
    return w - lr * np.sign(g1)


@mistake(of=first_weight, worth=0.1)
def plain_descent(w, g1, lr):
    """That is a step of plain gradient descent. Adam divides by the root of v̂, so the first step has length η."""
    return w - lr * g1


@mistake(of=first_weight, worth=0.5)
def not_corrected(w, g1, lr):
    """That is the step with m and v themselves. They are first divided by 1 − β₁ and 1 − β₂."""
    return w - lr * 0.1 * np.sign(g1) / np.sqrt(0.001)


@mistake(of=first_weight, worth=0.5)
def only_m_corrected(w, g1, lr):
    """That is the step with m̂ and v. The mean of the squares is corrected, too."""
    return w - lr * np.sign(g1) / np.sqrt(0.001)


@mistake(of=first_weight, worth=0.5)
def root_forgotten(w, g1, lr):
    """That is the step with m̂ / v̂. The root of v̂ is missing."""
    return w - lr / g1


@mistake(of=first_weight, worth=0.25)
def uphill(w, g1, lr):
    """That is a step in the direction of the gradient. Adam goes against it."""
    return w + lr * np.sign(g1)


@part(
    r"$m$ after step 2",
    decimals=4,
    solution=(
        r"Step 1 gives $m = 0.1 g_1$. Step 2 keeps the share $\beta_1$ of it and adds its own gradient: $m = "
        r"0.9 \cdot 0.1 \cdot ({{ g1 }}) + 0.1 \cdot ({{ g2 }}) = {{ mean }}$."
    ),
)
def mean(g1, g2):
    return 0.9 * 0.1 * g1 + 0.1 * g2


@mistake(of=mean, worth=0.25)
def first_gradient_forgotten(g2):
    """That is (1 − β₁) g₂. The m of the first step is kept, multiplied by β₁."""
    return 0.1 * g2


@mistake(of=mean, worth=0.25)
def shares_swapped(g1, g2):
    """That is (1 − β₁) m + β₁ g₂. The old mean has the share β₁, the new gradient the share 1 − β₁."""
    return 0.1 * 0.1 * g1 + 0.9 * g2


@mistake(of=mean, worth=0.25)
def old_mean_whole(g1, g2):
    """That is m + (1 − β₁) g₂. The old m is multiplied by β₁."""
    return 0.1 * g1 + 0.1 * g2


@part(
    r"$\hat m$ of step 2",
    decimals=5,
    solution=(
        r"In step 2 the divisor is $1 - \beta_1^2$: $\hat m = \frac{ {{ mean }} }{1 - 0.9^2} = "
        "{{ corrected_mean }}$."
    ),
)
def corrected_mean(mean):
    return mean / (1 - 0.9**2)


@mistake(of=corrected_mean, worth=0.5)
def first_correction(mean):
    """That is m / (1 − β₁), the correction of step 1. In step 2, β₁ is squared."""
    return mean / (1 - 0.9)


@mistake(of=corrected_mean, worth=0.25)
def times_correction(mean):
    """That is m multiplied by 1 − β₁². The correction divides, since m is too small at first."""
    return mean * (1 - 0.9**2)


@part(
    r"$\hat v$ of step 2",
    decimals=5,
    solution=(
        r"The running mean of the squares is $v = 0.999 \cdot 0.001 \cdot ({{ g1 }})^2 + 0.001 \cdot "
        r"({{ g2 }})^2$. Divided by $1 - 0.999^2$ this gives $\hat v = {{ corrected_square }}$."
    ),
)
def corrected_square(g1, g2):
    return (0.999 * 0.001 * g1**2 + 0.001 * g2**2) / (1 - 0.999**2)


@mistake(of=corrected_square, worth=0.5)
def first_correction_of_v(g1, g2):
    """That is v / (1 − β₂), the correction of step 1. In step 2, β₂ is squared."""
    return (0.999 * 0.001 * g1**2 + 0.001 * g2**2) / (1 - 0.999)


@mistake(of=corrected_square, worth=0.25)
def second_gradient_only(g2):
    """That is the v̂ of a first step with g₂. The v of the first step is kept."""
    return g2**2


@mistake(of=corrected_square, worth=0.25)
def squares_forgotten(g1, g2):
    """That is the running mean of the gradients. For v the gradients are squared."""
    return (0.999 * g1 + g2) / 1.999


@part(
    "$w$ after step 2",
    decimals=4,
    solution=(
        r"The second step starts from the weight after step 1: $w = {{ first_weight }} - {{ lr }} \cdot "
        r"\frac{ {{ corrected_mean }} }{ \sqrt{ {{ corrected_square }} } } = {{ second_weight }}$."
    ),
)
def second_weight(first_weight, corrected_mean, corrected_square, lr):
    return first_weight - lr * corrected_mean / np.sqrt(corrected_square)


@mistake(of=second_weight, worth=0.5)
def root_forgotten_again(first_weight, corrected_mean, corrected_square, lr):
    """That is the step with m̂ / v̂. The root of v̂ is missing."""
    return first_weight - lr * corrected_mean / corrected_square if corrected_square > 0 else None


@mistake(of=second_weight, worth=0.5)
def from_the_start(w, corrected_mean, corrected_square, lr):
    """That is the second step taken from the weight at the start. It is taken from the weight after step 1."""
    return w - lr * corrected_mean / np.sqrt(corrected_square) if corrected_square > 0 else None


@mistake(of=second_weight, worth=0.25)
def mean_alone(first_weight, corrected_mean, lr):
    """That is the step η m̂. It is divided by the root of v̂."""
    return first_weight - lr * corrected_mean


def proof(w, g1, g2, lr):
    state = np.array([w]), np.zeros(1), np.zeros(1), 0
    weights = []
    for g in (g1, g2):
        weight, m, v, t = state
        state = optimizers.adam(weight, np.array([g]), m, v, t, lr, eps=1e-300)
        weights.append(state[0][0])
    m, v = state[1][0], state[2][0]
    return {
        "first_weight": weights[0], "mean": m, "corrected_mean": m / 0.19, "corrected_square": v / 0.001999,
        "second_weight": weights[1],
    }  # fmt: skip

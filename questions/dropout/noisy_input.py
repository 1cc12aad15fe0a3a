r"""A linear model has the weights $w = ({{ w }})$ and no bias. The input is $x = ({{ x }})$ and the target is
$y = {{ y }}$. In training, noise is added to the input: $\varepsilon \sim N(0, \sigma^2 I)$ with
$\sigma^2 = {{ s2 }}$. First compute the error without noise, $r = y - w \cdot x$. Then compute the expected squared
error with noise, $E[(y - w \cdot (x + \varepsilon))^2]$.
"""

import itertools

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    while True:
        w = rng.choice([-5, -4, -3, -2, 2, 3, 4, 5], size=2)
        x = rng.choice(range(1, 8), size=2, replace=False)
        y = int(rng.integers(-30, 31))
        r = y - int(w @ x)
        if abs(r) > 1 and r not in {*w.tolist(), *x.tolist(), y}:
            return {"w": w, "x": x, "y": y, "s2": float(rng.choice([0.2, 0.3, 0.4, 0.6, 0.7, 0.8]))}


@part(
    "$r =$",
    integer=True,
    solution=(
        r"Subtract the prediction $w \cdot x$ from the target: $r = {{ y }} - (({{ w[0] }}) \cdot "
        r"{{ x[0] }} + ({{ w[1] }}) \cdot {{ x[1] }}) = {{ residual }}$."
    ),
)
def residual(w, x, y):
    return y - int(w @ x)


@mistake(of=residual, worth=0.5)
def prediction_minus_target(w, x, y):
    """That is w · x − y. The question defines r with the other sign."""
    return int(w @ x) - y


@mistake(of=residual)
def prediction(w, x):
    """That is the prediction w · x. The error is its distance from y."""
    return int(w @ x)


@part(
    "expected squared error",
    decimals=2,
    points=2,
    solution=(
        r"With noise the error is $r - w \cdot \varepsilon$. The noise has mean 0, so the mixed term has "
        r"mean 0: $E[(r - w \cdot \varepsilon)^2] = r^2 + \sigma^2 (w_1^2 + w_2^2) = ({{ residual }})^2 + "
        r"{{ s2 }} \cdot (({{ w[0] }})^2 + ({{ w[1] }})^2) = {{ expected_error }}$."
    ),
)
def expected_error(residual, w, s2):
    return residual**2 + s2 * float((w**2).sum())


@mistake(of=expected_error, worth=0.25)
def noise_without_effect(residual):
    """That is the squared error without noise. The noise has mean 0, but its square has not."""
    return residual**2


@mistake(of=expected_error, worth=0.25)
def weights_forgotten(residual, s2):
    """That is r² + σ². The noise is multiplied by the weights, so σ² is multiplied by the sum of their squares."""
    return residual**2 + s2


@mistake(of=expected_error, worth=0.5)
def absolute_weights(residual, w, s2):
    """That is r² + σ² times the sum of |w|. Variances add with the squares of the weights."""
    return residual**2 + s2 * float(np.abs(w).sum())


@mistake(of=expected_error, worth=0.5)
def variance_squared(residual, w, s2):
    """That is r² + σ⁴ times the sum of w². The variance σ² is a square already."""
    return residual**2 + s2**2 * float((w**2).sum())


@mistake(of=expected_error, worth=0.5)
def noise_subtracted(residual, w, s2):
    """That is r² − σ² times the sum of w². Noise makes the expected error larger, so the term is added."""
    return residual**2 - s2 * float((w**2).sum())


def proof(w, x, y, s2):  # noise of two values, +σ and −σ, has the same mean and variance
    errors = [y - w @ (x + np.sqrt(s2) * np.array(signs)) for signs in itertools.product((-1, 1), repeat=2)]
    return {"residual": round(float(np.mean(errors))), "expected_error": float(np.mean(np.square(errors)))}

r"""A perceptron has the weights $w = ({{ w }})$ and the bias $b = {{ b }}$. It is trained on the sample
$x = ({{ x }})$ with label $y = {{ y }}$, where labels are 1 and −1. If $y (w \cdot x + b) \le 0$, the new weights are
$w + \eta y x$ and the new bias is $b + \eta y$, with $\eta = {{ eta }}$. Otherwise both stay as they are.
"""

import numpy as np

from grader.exam import mistake, part, reference

perceptron = reference("perceptron")


def draw(rng):
    w = rng.choice([-1, 1], size=2) * np.round(rng.uniform(0.4, 2.5, size=2), 1)
    x = rng.choice([-1, 1], size=2) * np.round(rng.uniform(0.4, 2.5, size=2), 1)
    b = float(rng.choice([-1, 1])) * round(float(rng.uniform(0.2, 1.5)), 2)
    y = -1 if w @ x + b > 0 else 1  # the other side: a correction is due
    return {"w": w, "b": b, "x": x, "y": y, "eta": round(float(rng.uniform(0.15, 0.85)), 2)}


@part(
    "$y (w \\cdot x + b) =$",
    decimals=2,
    solution=(
        r"Multiply $w \cdot x + b$ by the label: $({{ y }}) \cdot (({{ w[0] }}) \cdot ({{ x[0] }}) + "
        r"({{ w[1] }}) \cdot ({{ x[1] }}) + ({{ b }})) = {{ score }}$."
    ),
)
def score(w, x, b, y):
    return y * (w @ x + b)


@mistake(of=score, worth=0.5)
def label_forgotten(w, x, b, y):
    """That is w · x + b, without the label. The rule multiplies it by y."""
    return w @ x + b if y < 0 else None


@mistake(of=score, worth=0.25)
def bias_left_out(w, x, y):
    """That is y (w · x). The bias is missing."""
    return y * (w @ x)


@mistake(of=score, worth=0.5)
def bias_subtracted(w, x, b, y):
    """That is y (w · x − b). The bias is added."""
    return y * (w @ x - b)


@part(
    "new $w$",
    decimals=3,
    columns=["1st weight", "2nd weight"],
    solution=(
        r"The first answer, ${{ score }}$, is not above 0, so $\eta y x$ is added to the weights: $({{ w }}) "
        r"+ {{ eta }} \cdot ({{ y }}) \cdot ({{ x }}) = ({{ new_weights }})$."
    ),
)
def new_weights(w, x, y, eta, score):
    return w + eta * y * x if score <= 0 else w


@mistake(of=new_weights, worth=0.25)
def weights_moved_away(w, x, y, eta, score):
    """That is w − η y x. The correction moves towards the right side, so it is added."""
    return w - eta * y * x if score <= 0 else None


@mistake(of=new_weights, worth=0.25)
def weights_without_the_rate(w, x, y, score):
    """That is w + y x. The correction is multiplied by η."""
    return w + y * x if score <= 0 else None


@part(
    "new $b =$",
    decimals=3,
    solution=(
        r"The bias changes in the same step, by $\eta y$: $({{ b }}) + {{ eta }} \cdot ({{ y }}) = "
        "{{ new_bias }}$."
    ),
)
def new_bias(b, y, eta, score):
    return b + eta * y if score <= 0 else b


@mistake(of=new_bias)
def bias_not_learned(b, score):
    """That is the old bias. A correction changes it together with the weights."""
    return b if score <= 0 else None


@mistake(of=new_bias, worth=0.25)
def bias_moved_away(b, y, eta, score):
    """That is b − η y. The correction moves towards the right side, so it is added."""
    return b - eta * y if score <= 0 else None


@mistake(of=new_bias, worth=0.25)
def bias_without_the_rate(b, y, score):
    """That is b + y. The correction is multiplied by η."""
    return b + y if score <= 0 else None


@mistake(of=new_bias)
def times_the_score(b, eta, score):
    """That is what comes out if the correction is multiplied by w · x + b. How large the error is does not count."""
    return b + eta * score if score <= 0 else None


def proof(w, b, x, y, eta):
    scaled_w, scaled_b = perceptron.perceptron_step(w / eta, b / eta, x, y)  # the same step with η = 1
    return {
        "score": sum((y * np.append(w, b) * np.append(x, 1)).tolist()),
        "new_weights": eta * scaled_w,
        "new_bias": eta * scaled_b,
    }

r"""There are {{ n }} training samples and the batch size is {{ B }}, so the last mini-batch of an epoch is smaller.
Its samples have the gradients $({{ g }})$. The loss of a mini-batch is the mean over its samples. The weight is
$w = {{ w }}$ and the learning rate is $\eta = {{ lr }}$. What is the weight after the step with this mini-batch?
"""

import numpy as np

from grader.exam import mistake, part, reference

optimizers = reference("optimizers")


def draw(rng):
    m, B = int(rng.integers(2, 5)), int(rng.choice([8, 16, 32]))
    while True:
        g = [round(float(each), 1) for each in rng.uniform(-1.5, 4.5, size=m)]
        if abs(sum(g)) > 1.5:
            break
    return {
        "n": B * int(rng.integers(10, 60)) + m, "B": B, "g": g,
        "w": round(float(rng.uniform(0.5, 4.5)), 1), "lr": round(float(rng.uniform(0.1, 0.4)), 2),
    }  # fmt: skip


@part(
    "new $w =$",
    decimals=4,
    points=2,
    solution=(
        r"The gradient of the mini-batch is $\bar g$, the mean of $({{ g }})$. It is divided by the number "
        r"of these samples, not by {{ B }}. The step is $w - \eta \bar g = {{ w }} - {{ lr }} \cdot \bar g = "
        "{{ new_weight }}$."
    ),
)
def new_weight(w, lr, g):
    return w - lr * sum(g) / len(g)


@mistake(of=new_weight, worth=0.5)
def divided_by_batch_size(w, lr, g, B):
    """That is the sum of the gradients divided by the batch size. This batch has fewer samples than that."""
    return w - lr * sum(g) / B


@mistake(of=new_weight, worth=0.5)
def sum_of_gradients(w, lr, g):
    """That is the step with the sum of the gradients. The loss is a mean, so the sum is divided by their number."""
    return w - lr * sum(g)


@mistake(of=new_weight)
def batch_skipped(w):
    """That is the old weight. A smaller batch is used as well."""
    return w


@mistake(of=new_weight, worth=0.25)
def ascent(w, lr, g):
    """That is a step along the gradient. Descent goes against it."""
    return w + lr * sum(g) / len(g)


def proof(n, B, w, lr, g):
    of_sample = np.zeros(n)
    last = np.arange(n)[n // B * B :]
    of_sample[last] = g

    def gradient(_w, X, _y):
        return X.mean(axis=0)

    X, y = of_sample[:, None], np.zeros(n)
    return {"new_weight": optimizers.minibatch_gd(gradient, np.array([w]), X, y, lr, [last])[0]}

r"""One query attends to three keys. The query is $q = ({{ q }})$. The keys are $k_1 = ({{ k1 }})$, $k_2 = ({{ k2 }})$
and $k_3 = ({{ k3 }})$. Their values are the numbers $v = ({{ v }})$. Compute scaled dot-product attention: the scores
after scaling, the weights and the output.
"""

import numpy as np
import torch

from grader.exam import mistake, part, reference

attention = reference("attention")


def draw(rng):
    while True:
        q = np.round(rng.uniform(-1.5, 1.5, size=4), 1)
        keys = rng.integers(-3, 4, size=(3, 4))
        scores = keys @ q / 2
        if np.abs(scores).min() > 0.15 and np.abs(scores).max() < 2 and np.ptp(scores) > 0.6:
            break
    v = rng.choice([value for value in range(-9, 10) if value], size=3, replace=False)
    return {"q": q, "k1": keys[0], "k2": keys[1], "k3": keys[2], "v": v}


_KEYS = ["key 1", "key 2", "key 3"]


@part(
    "scores",
    decimals=3,
    rows=["score"],
    columns=_KEYS,
    solution=(
        r"Each score is the scalar product of the query and a key, divided by the root of the size 4 of the "
        r"query: $\frac{q \cdot k_i}{\sqrt{4}}$. The three scores are {{ scores }}."
    ),
)
def scores(q, k1, k2, k3):
    return np.array([k1, k2, k3]) @ q / np.sqrt(len(q))


@mistake(of=scores, worth=0.5)
def not_scaled(q, k1, k2, k3):
    """That is q · k. It is divided by the root of the size of the query."""
    return np.array([k1, k2, k3]) @ q


@mistake(of=scores, worth=0.5)
def divided_by_the_size(q, k1, k2, k3):
    """That is q · k divided by the size of the query. It is divided by the root of it."""
    return np.array([k1, k2, k3]) @ q / len(q)


@mistake(of=scores, worth=0.25)
def multiplied_by_the_root(q, k1, k2, k3):
    """That is q · k multiplied by the root of the size of the query. It is divided by it."""
    return np.array([k1, k2, k3]) @ q * np.sqrt(len(q))


@part(
    "weights",
    decimals=4,
    rows=["weight"],
    columns=_KEYS,
    solution=(
        r"The weights are the softmax of the scores: $\frac{e^{s_i}}{e^{s_1} + e^{s_2} + e^{s_3}}$. For the "
        r"scores {{ scores }} the weights are {{ weights }}."
    ),
)
def weights(scores):
    exponentials = np.exp(scores - scores.max())
    return exponentials / exponentials.sum()


@mistake(of=weights)
def without_exponential(scores):
    """That is the score divided by the sum of the scores. Softmax takes the exponential of each score first."""
    return scores / scores.sum() if abs(scores.sum()) > 0.1 else None


@mistake(of=weights, worth=0.25)
def not_normalised(scores):
    """That is the exponential of the score. It is divided by the sum of the three exponentials."""
    return np.exp(scores)


@part(
    "output",
    decimals=2,
    solution=(
        r"The output is the sum of the values, each multiplied by its weight. The weights {{ weights }} and "
        r"the values {{ v }} give {{ output }}."
    ),
)
def output(weights, v):
    return weights.ravel() @ v


@mistake(of=output)
def plain_mean(v):
    """That is the mean of the values. Each value is multiplied by its weight."""
    return v.mean()


@mistake(of=output, worth=0.25)
def best_value(weights, v):
    """That is the value of the key with the largest weight. Attention takes the weighted sum of all values."""
    return v[weights.argmax()]


def proof(q, k1, k2, k3, v):
    keys = np.array([k1, k2, k3], dtype=float)
    one_query, all_keys = torch.from_numpy(q[np.newaxis]), torch.from_numpy(keys)
    weights = attention.scaled_dot_product_attention(one_query, all_keys, torch.eye(3, dtype=torch.float64))
    output = attention.scaled_dot_product_attention(
        one_query, all_keys, torch.from_numpy(v[:, np.newaxis] * 1.0)
    )
    products = (np.sum((keys + q) ** 2, axis=1) - np.sum((keys - q) ** 2, axis=1)) / 4
    return {"scores": products / 2, "weights": weights.numpy(), "output": output.item()}

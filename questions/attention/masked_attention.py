r"""In causal self-attention, token 1 of three tokens (counted from 0) has the query $q = ({{ q }})$. The keys of
tokens 0, 1, 2 are the rows of $K = \begin{pmatrix} {{ K }} \end{pmatrix}$. The values of the tokens are the numbers
$({{ v }})$. The scores are scaled: $q \cdot k / \sqrt{d}$ with $d = 2$. Compute the scores of keys 0 and 1, the
weight of token 0, and the output of token 1.
"""

import numpy as np

from grader.exam import mistake, part, reference

attention = reference("attention")


def draw(rng):
    while True:
        q = rng.choice([-1, 1], size=2) * rng.integers(3, 20, size=2) / 10
        K = rng.integers(-3, 4, size=(3, 2))
        dots = K @ q
        others = abs(dots[2] - dots[:2])
        if 0.4 < abs(dots[0] - dots[1]) < 3 and max(others) < 4 and min(abs(dots[:2])) > 0.3:
            return {"q": q, "K": K, "v": rng.choice(range(2, 40), size=3, replace=False)}


@part(
    "score of key 0",
    decimals=4,
    solution=(
        r"The score is the scalar product of $q$ and the key of token 0, divided by $\sqrt{2}$: $\frac{ "
        r"({{ q[0] }}) \cdot ({{ K[0][0] }}) + ({{ q[1] }}) \cdot ({{ K[0][1] }}) }{\sqrt{2}} = "
        r"{{ score_0 }}$."
    ),
)
def score_0(q, K):
    return (q[0] * K[0, 0] + q[1] * K[0, 1]) / np.sqrt(2)


@mistake(of=score_0, worth=0.5)
def not_scaled_0(q, K):
    """That is q · k without the scale. It is divided by the root of d."""
    return K[0] @ q


@mistake(of=score_0, worth=0.5)
def root_forgotten_0(q, K):
    """That is q · k divided by d. It is divided by the root of d."""
    return K[0] @ q / 2


@part(
    "score of key 1",
    decimals=4,
    solution=(
        r"The score is the scalar product of $q$ and the key of token 1, divided by $\sqrt{2}$: $\frac{ "
        r"({{ q[0] }}) \cdot ({{ K[1][0] }}) + ({{ q[1] }}) \cdot ({{ K[1][1] }}) }{\sqrt{2}} = "
        r"{{ score_1 }}$."
    ),
)
def score_1(q, K):
    return (q[0] * K[1, 0] + q[1] * K[1, 1]) / np.sqrt(2)


@mistake(of=score_1, worth=0.5)
def not_scaled_1(q, K):
    """That is q · k without the scale. It is divided by the root of d."""
    return K[1] @ q


@mistake(of=score_1, worth=0.5)
def root_forgotten_1(q, K):
    """That is q · k divided by d. It is divided by the root of d."""
    return K[1] @ q / 2


@part(
    "weight of token 0",
    decimals=4,
    solution=(
        r"Token 2 is later than token 1, so it is masked. The softmax goes over the scores of keys 0 and 1 "
        r"only: $\frac{e^{ {{ score_0 }} }}{e^{ {{ score_0 }} } + e^{ {{ score_1 }} }} = {{ weight }}$."
    ),
)
def weight(score_0, score_1):
    return np.exp(score_0) / (np.exp(score_0) + np.exp(score_1))


@mistake(of=weight, worth=0.25)
def masked_after_softmax(score_0, score_1, q, K):
    """That is the weight from a softmax over all three keys. Token 2 is masked before the softmax."""
    return np.exp(score_0) / (np.exp(score_0) + np.exp(score_1) + np.exp(K[2] @ q / np.sqrt(2)))


@mistake(of=weight, worth=0.25)
def score_times_mask(score_0, score_1):
    """That is the weight with 0 as the masked score. A score of 0 still has the share e⁰ = 1; it is set to −∞."""
    return np.exp(score_0) / (np.exp(score_0) + np.exp(score_1) + 1)


@mistake(of=weight, worth=0.25)
def own_token_masked():
    """That is the weight if token 1 cannot see itself. The causal mask hides later tokens only."""
    return 1.0


@mistake(of=weight)
def mask_inverted():
    """That is the weight if earlier tokens are hidden. The causal mask hides later tokens."""
    return 0.0


@mistake(of=weight, worth=0.5)
def other_token(score_0, score_1):
    """That is the weight of token 1."""
    return np.exp(score_1) / (np.exp(score_0) + np.exp(score_1))


@part(
    "output",
    decimals=2,
    solution=(
        r"The weights add up to 1, so token 1 has the weight $1 - {{ weight }}$. The output is "
        r"${{ weight }} \cdot {{ v[0] }} + (1 - {{ weight }}) \cdot {{ v[1] }} = {{ output }}$."
    ),
)
def output(weight, v):
    return weight * v[0] + (1 - weight) * v[1]


@mistake(of=output, worth=0.25)
def plain_mean(v):
    """That is the mean of the values of tokens 0 and 1. They are added with their weights."""
    return (v[0] + v[1]) / 2


@mistake(of=output, worth=0.5)
def weights_swapped(weight, v):
    """That is the output with the two weights swapped."""
    return (1 - weight) * v[0] + weight * v[1]


@mistake(of=output, worth=0.25)
def first_value_only(weight, v):
    """That is the share of token 0. The value of token 1 is added with its own weight."""
    return weight * v[0]


def proof(q, K, v):
    import torch

    queries, keys = (torch.tensor(each, dtype=torch.float64) for each in (np.tile(q, (3, 1)), K))
    values = torch.tensor(np.c_[np.eye(3), v])
    row = attention.scaled_dot_product_attention(queries, keys, values, attention.causal_mask(3))[1].numpy()
    scores = np.einsum("i,ji->j", q, K) * 2**-0.5
    return {"score_0": scores[0], "score_1": scores[1], "weight": row[0], "output": row[3]}

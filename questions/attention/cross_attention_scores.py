"""An encoder has read {{ source }} tokens, and the decoder has {{ target }} tokens. A layer of the decoder attends to
the output of the encoder (cross-attention) with {{ heads }} heads. How many scores $q \\cdot k$ does this layer
compute?
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    source, target = rng.choice(range(5, 60), size=2, replace=False)
    return {"source": source, "target": target, "heads": int(rng.integers(2, 17))}


@part(
    "scores",
    integer=True,
    points=2,
    solution=(
        r"The queries come from the decoder, and the keys come from the encoder. Each head computes a score "
        r"for each pair: ${{ heads }} \cdot {{ target }} \cdot {{ source }} = {{ scores }}$."
    ),
)
def scores(source, target, heads):
    return heads * target * source


@mistake(of=scores, worth=0.5)
def one_head(source, target):
    """That is the number for one head. Each head computes its own scores."""
    return target * source


@mistake(of=scores, worth=0.25)
def decoder_with_itself(target, heads):
    """That is the number for self-attention of the decoder. In cross-attention the keys come from the encoder."""
    return heads * target**2


@mistake(of=scores)
def encoder_with_itself(source, heads):
    """That is the number for self-attention of the encoder. In cross-attention the queries come from the decoder."""
    return heads * source**2


@mistake(of=scores)
def both_texts_joined(source, target, heads):
    """That is what comes out if all tokens attend to all. Queries come from the decoder only, keys from the encoder."""
    return heads * (source + target) ** 2


def proof(source, target, heads):
    queries, keys = np.zeros((heads, target, 1)), np.zeros((heads, source, 1))
    return {"scores": (queries @ keys.swapaxes(1, 2)).size}

"""Whether it trains: texts that were never trained on must be copied without an error."""

from __future__ import annotations

import torch
from support import block, drawn, words

from grader.testing import Trained, task

V, T, D, TEXTS = 6, 4, 16, 16
"""Words, places of a text, features, and texts in a batch. The block has one head."""
STEP_SIZES, STEPS = (0.4, 0.4, 0.1), 20
"""Step size of each call, and its number of batches."""
UNSEEN = 300
IDENTITY = torch.eye(D).double()


def by_place(gain, shift=0):
    """Projection of the two fast waves of the positions, turned by so many places; zero for all other channels."""
    result = torch.zeros(D, D).double()
    for channel in (0, 2):
        angle = torch.tensor(shift / 10000 ** (channel / D)).double()
        cos, sin = angle.cos(), angle.sin()
        result[channel : channel + 2, channel : channel + 2] = torch.stack(
            [torch.stack([cos, -sin]), torch.stack([sin, cos])]
        )
    return gain * result


def start(rng):
    """A decoder that looks by place, so that few steps are enough.

    Without its mask the self-attention looks at the next word, which is the one to predict.
    """
    params = block(rng, D, D, 1, D, D, D)
    for number in (1, 2, 3):
        params[f"gamma{number}"] = torch.ones(D).double()
        params[f"beta{number}"] = torch.zeros(D).double()
    params |= {"b1": torch.zeros(D).double(), "b2": torch.zeros(D).double()}
    looks = {"Wq": by_place(2, shift=1), "Wk": by_place(2), "Cq": by_place(1), "Ck": by_place(1)}
    for name, matrix in (looks | dict.fromkeys(("Wv", "Wo", "Cv", "Co"), IDENTITY)).items():
        params[name] = matrix + 0.2 * params[name]
    E = drawn(rng, V + 1, D, scale=D**-0.5)
    E[:, :4] = 0.0  # the channels of the fast waves
    return E, [params], drawn(rng, D, V, scale=D**-0.5), torch.zeros(V).double()


def written(reference, texts, E, blocks, W, b):
    """What a decoder writes for each text, the most probable word at each place."""
    memory = D**0.5 * E[texts] + reference.sinusoidal_positions(T, D).to(E.dtype)
    ids = torch.full((len(texts), 1), V)
    for _ in range(T):
        probs = reference.next_token_probs(ids, memory, E, blocks, W, b, 1)
        ids = torch.cat([ids, probs[:, -1].argmax(dim=1, keepdim=True)], dim=1)
    return ids[:, 1:]


@task(
    "train",
    points=4,
    hint="No place may see the word that it predicts. Each step takes the gradients of its own batch.",
)
def test_learns_to_copy(student, reference, training):
    """After training, the decoder copies texts that it has never read."""

    def train(rng):
        E, blocks, W, b = start(rng)
        losses = []
        for lr in STEP_SIZES:
            found, E, blocks, W, b = student.train_copy(
                words(rng, V, STEPS, TEXTS, T), E, blocks, W, b, 1, lr
            )
            losses += [float(found[0]), float(found[-1])]
        texts = words(rng, V, UNSEEN, T)
        same = (written(reference, texts, E, blocks, W, b) == texts).all(dim=1)
        return Trained(score=float(same.double().mean()), losses=losses)

    training.reaches(
        "copy",
        train,
        measure="share of unseen texts that are copied without an error",
        wrong=(
            "train__no_causal_mask",
            "train__sees_target",
            "train__no_positions",
            "train__uphill",
            "train__gradients_pile_up",
            "train__predicts_the_next",
        ),
    )

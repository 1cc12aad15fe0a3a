r"""A GRU has one unit. Its old state is $h = {{ h }}$, the update gate is $z = {{ z }}$ and the candidate is $\hat h =
{{ candidate }}$. As in the lecture, the gate is the share of the candidate. What is the new state?
"""

import numpy as np

from grader.exam import mistake, part, reference

lstm_gru = reference("lstm_gru")


def draw(rng):
    return {
        "h": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.2, 0.95)), 2),
        "z": float(rng.choice([round(0.01 * share, 2) for share in range(10, 91) if abs(share - 50) > 5])),
        "candidate": float(rng.choice([-1, 1])) * round(float(rng.uniform(0.2, 0.95)), 2),
    }


@part(
    "new state",
    decimals=3,
    points=2,
    solution=(
        r"The candidate has the share $z$, and the old state the share $1 - z$: $h' = (1 - {{ z }}) \cdot "
        r"({{ h }}) + {{ z }} \cdot ({{ candidate }}) = {{ state }}$."
    ),
)
def state(h, z, candidate):
    return h + z * (candidate - h)


@mistake(of=state, worth=0.5)
def shares_swapped(h, z, candidate):
    """That is z h + (1 − z) ĥ, as PyTorch has it. In the lecture z is the share of the candidate."""
    return z * h + (1 - z) * candidate


@mistake(of=state, worth=0.25)
def nothing_forgotten(h, z, candidate):
    """That is h + z ĥ. The old state is multiplied by 1 − z."""
    return h + z * candidate


@mistake(of=state, worth=0.25)
def old_state_lost(z, candidate):
    """That is z ĥ. The share 1 − z of the old state is added."""
    return z * candidate


@mistake(of=state)
def one_share_for_both(h, z, candidate):
    """That is (1 − z)(h + ĥ). The candidate has the share z, and the old state the share 1 − z."""
    return (1 - z) * (h + candidate)


def proof(h, z, candidate):
    one = np.ones((1, 1))
    update, reset, new = (np.array([[0.0], [a]]) for a in (np.log(z / (1 - z)), 0.0, np.arctanh(candidate)))
    return {"state": lstm_gru.gru_step(one, h * one, update, reset, new)[0, 0]}

r"""A GRU has inputs of size {{ D }} and a hidden state of size {{ H }}. Its update gate, its reset gate and its
candidate are $\sigma(W_z [h, x])$, $\sigma(W_r [h, x])$ and $\tanh(W_h [r \odot h, x])$, without biases. How many
parameters does it have?
"""

import numpy as np

from grader.exam import mistake, part, reference

lstm_gru = reference("lstm_gru")


def draw(rng):
    D, H = rng.choice(range(8, 100), size=2, replace=False)
    return {"D": D, "H": H}


@part(
    "parameters",
    integer=True,
    points=2,
    solution=(
        "There are three matrices: two gates and the candidate. Each has {{ H }} rows and ${{ H }} + "
        r"{{ D }}$ columns, and there are no biases: $3 \cdot {{ H }} \cdot ({{ H }} + {{ D }}) = "
        "{{ parameters }}$."
    ),
)
def parameters(D, H):
    return 3 * H * (H + D)


@mistake(of=parameters, worth=0.5)
def with_biases(D, H):
    """That is the number with a bias for each unit. The GRU of the question has no biases."""
    return 3 * H * (H + D + 1)


@mistake(of=parameters, worth=0.25)
def lstm_parameters(D, H):
    """That is the number for an LSTM, which has four matrices. A GRU has three: two gates and the candidate."""
    return 4 * H * (H + D)


@mistake(of=parameters, worth=0.5)
def gates_only(D, H):
    """That is the number for the two gates. The candidate has a matrix, too."""
    return 2 * H * (H + D)


@mistake(of=parameters, worth=0.25)
def one_matrix(D, H):
    """That is the number for one matrix, as in a plain recurrent network. A GRU has three."""
    return H * (H + D)


@mistake(of=parameters, worth=0.25)
def sizes_swapped(D, H):
    """That is what comes out if the two sizes are swapped. A gate has one row for each unit of the state."""
    return 3 * D * (H + D)


@mistake(of=parameters, worth=0.25)
def inputs_left_out(H):
    """That is the number of weights on the hidden state. The weights on the inputs count as well."""
    return 3 * H * H


def proof(D, H):
    Wz, Wr, Wh = (np.zeros((H + D, H)) for _ in range(3))
    state = lstm_gru.gru_step(np.zeros((1, D)), np.zeros((1, H)), Wz, Wr, Wh)
    assert state.shape == (1, H)
    return {"parameters": Wz.size + Wr.size + Wh.size}

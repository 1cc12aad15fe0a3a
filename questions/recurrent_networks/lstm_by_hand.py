r"""An LSTM has one unit. At one step the pre-activations are $a_i = {{ a_i }}$ for the input gate, $a_f = {{ a_f }}$
for the forget gate, $a_o = {{ a_o }}$ for the output gate and $a_g = {{ a_g }}$ for the candidate. The memory before
the step is $c = {{ c }}$. Compute the gates $i$, $f$, $o$, the candidate $g$, the new memory $c'$ and the new state
$h'$.
"""

import numpy as np

from grader.exam import mistake, part, reference

lstm_gru = reference("lstm_gru")


def draw(rng):
    """tanh and the sigmoid are nearly equal around 0.9, and tanh is flat far from 0; both are left out."""

    def one_of(*ranges):
        return round(float(rng.uniform(*ranges[rng.integers(len(ranges))])), 2)

    while True:
        a = {
            "a_i": one_of((-0.9, -0.3), (0.2, 0.6)),
            "a_f": one_of((-1.5, -0.3), (0.2, 0.6), (1.5, 2.2)),
            "a_o": one_of((-0.7, -0.3), (0.2, 0.6), (1.4, 2.0)),
            "a_g": one_of((-1.5, -0.4), (0.3, 0.6)),
            "c": one_of((-1.8, -0.7), (0.7, 1.8)),
        }
        memory = _sigmoid(a["a_f"]) * a["c"] + _sigmoid(a["a_i"]) * np.tanh(a["a_g"])
        if 0.35 < abs(memory) < 1.1:
            return a


def _sigmoid(a):
    return 1 / (1 + np.exp(-a))


@part(
    "$i =$",
    decimals=5,
    solution=(
        r"A gate uses the sigmoid: $i = \sigma({{ a_i }}) = \frac{1}{1 + e^{-({{ a_i }})}} = "
        "{{ input_gate }}$."
    ),
)
def input_gate(a_i):
    return _sigmoid(a_i)


@mistake(of=input_gate)
def tanh_on_the_input_gate(a_i):
    """That is tanh(a). Gates use the sigmoid, so that they lie between 0 and 1."""
    return np.tanh(a_i)


@mistake(of=input_gate, worth=0.5)
def sign_of_the_input_gate(a_i):
    """That is σ(−a). The sigmoid is 1 / (1 + e^(−a)), with the minus in the exponent."""
    return _sigmoid(-a_i)


@part(
    "$f =$",
    decimals=5,
    solution=(
        r"A gate uses the sigmoid: $f = \sigma({{ a_f }}) = \frac{1}{1 + e^{-({{ a_f }})}} = "
        "{{ forget_gate }}$."
    ),
)
def forget_gate(a_f):
    return _sigmoid(a_f)


@mistake(of=forget_gate)
def tanh_on_the_forget_gate(a_f):
    """That is tanh(a). Gates use the sigmoid, so that they lie between 0 and 1."""
    return np.tanh(a_f)


@mistake(of=forget_gate, worth=0.5)
def sign_of_the_forget_gate(a_f):
    """That is σ(−a). The sigmoid is 1 / (1 + e^(−a)), with the minus in the exponent."""
    return _sigmoid(-a_f)


@part(
    "$o =$",
    decimals=5,
    solution=(
        r"A gate uses the sigmoid: $o = \sigma({{ a_o }}) = \frac{1}{1 + e^{-({{ a_o }})}} = "
        "{{ output_gate }}$."
    ),
)
def output_gate(a_o):
    return _sigmoid(a_o)


@mistake(of=output_gate)
def tanh_on_the_output_gate(a_o):
    """That is tanh(a). Gates use the sigmoid, so that they lie between 0 and 1."""
    return np.tanh(a_o)


@mistake(of=output_gate, worth=0.5)
def sign_of_the_output_gate(a_o):
    """That is σ(−a). The sigmoid is 1 / (1 + e^(−a)), with the minus in the exponent."""
    return _sigmoid(-a_o)


@part(
    "$g =$",
    decimals=5,
    solution=r"The candidate uses $\tanh$, since it may be negative: $g = \tanh({{ a_g }}) = {{ candidate }}$.",
)
def candidate(a_g):
    return np.tanh(a_g)


@mistake(of=candidate, worth=0.25)
def sigmoid_on_the_candidate(a_g):
    """That is σ(a). The candidate is no gate: it uses tanh and may be negative."""
    return _sigmoid(a_g)


@part(
    "$c' =$",
    decimals=4,
    solution=(
        "The forget gate multiplies the old memory, the input gate the candidate: $c' = f c + i g = "
        r"{{ forget_gate }} \cdot ({{ c }}) + {{ input_gate }} \cdot ({{ candidate }}) = {{ memory }}$."
    ),
)
def memory(forget_gate, c, input_gate, candidate):
    return forget_gate * c + input_gate * candidate


@mistake(of=memory, worth=0.25)
def gates_swapped(forget_gate, c, input_gate, candidate):
    """That is i c + f g. The forget gate belongs to the old memory, the input gate to the candidate."""
    return input_gate * c + forget_gate * candidate


@mistake(of=memory, worth=0.25)
def one_minus_forget_gate(forget_gate, c, candidate):
    """That is f c + (1 − f) g, as in a GRU. An LSTM has its own input gate for the candidate."""
    return forget_gate * c + (1 - forget_gate) * candidate


@mistake(of=memory, worth=0.25)
def candidate_left_out(forget_gate, c):
    """That is f c, what is kept of the old memory. The input gate times the candidate is added."""
    return forget_gate * c


@part(
    "$h' =$",
    decimals=3,
    solution=(
        r"The output gate multiplies the $\tanh$ of the new memory: $h' = o \tanh(c') = {{ output_gate }} "
        r"\cdot \tanh({{ memory }}) = {{ state }}$."
    ),
)
def state(output_gate, memory):
    return output_gate * np.tanh(memory)


@mistake(of=state, worth=0.25)
def tanh_of_the_memory_forgotten(output_gate, memory):
    """That is o c'. The new memory goes through tanh before the output gate."""
    return output_gate * memory


@mistake(of=state, worth=0.25)
def output_gate_left_out(memory):
    """That is tanh(c'). The output gate multiplies it."""
    return np.tanh(memory)


def proof(a_i, a_f, a_o, a_g, c):
    def gate(a):
        return np.zeros((1, 1)), np.zeros((1, 1)), np.array([a])

    def step(memory, *pre_activations):
        h_new, c_new = lstm_gru.lstm_step(
            np.zeros((1, 1)), np.zeros((1, 1)), np.array([[memory]]), *map(gate, pre_activations)
        )
        return h_new[0, 0], c_new[0, 0]

    shut, wide_open = -1000.0, 1000.0
    state, memory = step(c, a_i, a_f, a_g, a_o)
    return {
        "input_gate": step(0.0, a_i, shut, wide_open, shut)[1],
        "forget_gate": step(1.0, shut, a_f, a_g, shut)[1],
        "output_gate": step(1000.0, shut, wide_open, a_g, a_o)[0],
        "candidate": step(0.0, wide_open, shut, a_g, shut)[1],
        "memory": memory,
        "state": state,
    }

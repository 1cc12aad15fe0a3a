r"""In {{ n }} steps an LSTM with one unit has the forget gates $f = ({{ f }})$. Take the direct path only: all gates
and candidates are held fixed. What is $\partial c_t / \partial c_{t-n}$, the derivative of the last memory by the
memory before the first of these steps?
"""

import numpy as np

from grader.exam import mistake, part, reference

lstm_gru = reference("lstm_gru")


def draw(rng):
    n = int(rng.integers(3, 6))
    return {"n": n, "f": np.round(rng.uniform(0.45, 0.97, size=n), 2)}


@part(
    "derivative",
    decimals=4,
    points=2,
    solution=(
        r"On the direct path each step multiplies the memory by its forget gate, so $\partial c_t / \partial "
        "c_{t-n}$ is the product of the gates. The product of {{ f }} is {{ derivative }}."
    ),
)
def derivative(f):
    return lstm_gru.memory_path(f[np.newaxis, :, np.newaxis])[0, 0, 0]


@mistake(of=derivative)
def gates_added(f):
    """That is the sum of the forget gates. Each step multiplies the memory by its gate, so they are multiplied."""
    return f.sum()


@mistake(of=derivative)
def always_one():
    """That would be a memory that nothing is lost from. Each forget gate below 1 makes the derivative smaller."""
    return 1


@mistake(of=derivative)
def mean_gate(f):
    """That is the mean of the forget gates. Each step multiplies the memory by its gate, so they are multiplied."""
    return f.mean()


@mistake(of=derivative)
def smallest_gate(f):
    """That is the smallest forget gate. The other gates make the derivative smaller, too."""
    return f.min()


@mistake(of=derivative, worth=0.5)
def first_gate_left_out(f):
    """That is the product without the first gate. The path goes through all n steps."""
    return f[1:].prod()


@mistake(of=derivative, worth=0.5)
def last_gate_left_out(f):
    """That is the product without the last gate. The path goes through all n steps."""
    return f[:-1].prod()


def proof(f):
    return {"derivative": np.exp(np.log(f).sum())}

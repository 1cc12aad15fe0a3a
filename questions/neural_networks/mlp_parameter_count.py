"""A multilayer perceptron has {{ d }} inputs, one hidden layer of {{ m }} units and {{ k }} outputs. Both layers
are fully connected, and each has biases. How many parameters does it have?
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    return {"d": int(rng.integers(20, 800)), "m": int(rng.integers(20, 300)), "k": int(rng.integers(5, 20))}


@part(
    "parameters",
    integer=True,
    points=2,
    solution=(
        r"Each unit has one weight for each of its inputs and one bias. The hidden layer has "
        r"$({{ d }} + 1) \cdot {{ m }}$ parameters, and the output layer has $({{ m }} + 1) \cdot {{ k }}$. "
        r"Together these are {{ parameters }}."
    ),
)
def parameters(d, m, k):
    return (d + 1) * m + (m + 1) * k


@mistake(of=parameters, worth=0.5)
def without_biases(d, m, k):
    """That is the number of weights. The biases are parameters, too: one for each hidden unit and each output."""
    return d * m + m * k


@mistake(of=parameters, worth=0.5)
def biases_of_outputs_left_out(d, m, k):
    """That is the number without the biases of the outputs. Each output has a bias, too."""
    return (d + 1) * m + m * k


@mistake(of=parameters, worth=0.5)
def biases_of_hidden_units_left_out(d, m, k):
    """That is the number without the biases of the hidden units. Each hidden unit has a bias, too."""
    return d * m + (m + 1) * k


@mistake(of=parameters, worth=0.5)
def one_bias_per_layer(d, m, k):
    """That is the number with one bias for a whole layer. Each unit has its own bias."""
    return d * m + m * k + 2


@mistake(of=parameters, worth=0.25)
def inputs_joined_to_outputs(d, m, k):
    """That is the number with edges from each input to each output. The layers follow each other, so there are none."""
    return (d + 1) * m + (m + 1) * k + d * k


@mistake(of=parameters)
def linear_model(d, k):
    """That is the number for a linear model. The hidden layer lies between inputs and outputs."""
    return (d + 1) * k


@mistake(of=parameters, worth=0.5)
def first_layer_only(d, m):
    """That is the number for the first layer. The output layer has parameters, too."""
    return (d + 1) * m


def proof(d, m, k):
    arrays = np.empty((d, m)), np.empty(m), np.empty((m, k)), np.empty(k)
    return {"parameters": sum(each.size for each in arrays)}

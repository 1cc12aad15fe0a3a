"""A model predicts the next word from the two words before it. The vocabulary has {{ V }} words. Both words go
through the same embedding table with {{ d }} dimensions. The two vectors are concatenated. Then follow a hidden layer
of {{ h }} units with biases and an output layer over the whole vocabulary with biases. How many parameters does the
model have?
"""

import math

from grader.exam import mistake, part


def draw(rng):
    return {
        "V": 100 * int(rng.integers(20, 200)),
        "d": 10 * int(rng.integers(3, 31)),
        "h": 8 * int(rng.integers(4, 41)),
    }


@part(
    "parameters",
    integer=True,
    points=2,
    solution=(
        r"The table has ${{ V }} \cdot {{ d }}$ numbers. The hidden layer has $(2 \cdot {{ d }} + 1) \cdot "
        r"{{ h }}$, with a bias for each unit. The output layer has $({{ h }} + 1) \cdot {{ V }}$. The sum "
        "is {{ parameters }}."
    ),
)
def parameters(V, d, h):
    return V * d + (2 * d + 1) * h + (h + 1) * V


@mistake(of=parameters, worth=0.5)
def two_tables(V, d, h):
    """That counts a table for each of the two positions. Both words use the same table."""
    return 2 * V * d + (2 * d + 1) * h + (h + 1) * V


@mistake(of=parameters, worth=0.5)
def averaged_words(V, d, h):
    """That is the number for a hidden layer with d inputs. Two concatenated vectors give 2 d inputs."""
    return V * d + (d + 1) * h + (h + 1) * V


@mistake(of=parameters, worth=0.5)
def without_biases(V, d, h):
    """That is the number without the biases of both layers."""
    return V * d + 2 * d * h + h * V


@mistake(of=parameters, worth=0.25)
def without_table(V, h):
    """That is the number without an embedding table, with one-hot vectors as inputs of the hidden layer."""
    return (2 * V + 1) * h + (h + 1) * V


@mistake(of=parameters, worth=0.25)
def table_not_counted(V, d, h):
    """That is the number in the two layers. The embedding table is learned as well."""
    return (2 * d + 1) * h + (h + 1) * V


@mistake(of=parameters, worth=0.5)
def output_biases_left_out(V, d, h):
    """That is the number without the biases of the output layer."""
    return V * d + (2 * d + 1) * h + h * V


@mistake(of=parameters, worth=0.5)
def hidden_biases_left_out(V, d, h):
    """That is the number without the biases of the hidden layer."""
    return V * d + 2 * d * h + (h + 1) * V


@mistake(of=parameters, worth=0.25)
def output_layer_left_out(V, d, h):
    """That is the number without the output layer."""
    return V * d + (2 * d + 1) * h


def proof(V, d, h):
    # Every hidden unit has 2 d weights in, V weights out and a bias; every word has a vector and a bias.
    return {"parameters": math.fsum([h * (2 * d + V + 1), V * (d + 1)])}

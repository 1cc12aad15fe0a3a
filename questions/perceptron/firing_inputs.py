"""A McCulloch-Pitts neuron has {{ n }} binary inputs, and all its weights are 1. It fires if the sum of its inputs is
at least {{ threshold }}. How many of the $2^{n}$ different inputs make it fire, for $n = {{ n }}$?
"""

from math import comb

import numpy as np

from grader.exam import mistake, part, reference

perceptron = reference("perceptron")


def draw(rng):
    n = int(rng.integers(6, 14))
    return {"n": n, "threshold": n - int(rng.integers(2, min(6, n - 1)))}


@part(
    "inputs",
    integer=True,
    points=2,
    solution=(
        "The neuron fires if at least {{ threshold }} of the {{ n }} inputs are 1. Exactly $k$ of them can "
        r"be 1 in $\frac{n!}{k! \, (n - k)!}$ ways. The sum of these numbers from $k = {{ threshold }}$ to "
        "$k = {{ n }}$ is {{ inputs }}."
    ),
)
def inputs(n, threshold):
    every_input = np.arange(2**n)[:, np.newaxis] >> np.arange(n) & 1
    return perceptron.mcp_neuron(every_input, np.ones(n), threshold).sum()


@mistake(of=inputs, worth=0.5)
def more_than_the_threshold(n, threshold):
    """That is the number of inputs with a sum above the threshold. The neuron also fires at the threshold itself."""
    return sum(comb(n, ones) for ones in range(threshold + 1, n + 1))


@mistake(of=inputs, worth=0.25)
def exactly_the_threshold(n, threshold):
    """That is the number of inputs whose sum is exactly the threshold. Larger sums make the neuron fire, too."""
    return comb(n, threshold)


@mistake(of=inputs, worth=0.25)
def at_most_the_threshold(n, threshold):
    """That is the number of inputs whose sum is at most the threshold. The neuron fires from the threshold on."""
    return sum(comb(n, ones) for ones in range(threshold + 1))


@mistake(of=inputs)
def number_of_sums(n, threshold):
    """That is the number of different sums that make it fire. Most sums come from several inputs."""
    return n - threshold + 1


def proof(n, threshold):
    return {"inputs": sum(comb(n, zeros) for zeros in range(n - threshold + 1))}

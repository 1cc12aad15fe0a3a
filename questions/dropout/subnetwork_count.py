"""Dropout is applied to two hidden layers with {{ m }} and {{ n }} units. A sub-network is given by the units that
are kept. Only sub-networks count in which each of the two layers keeps at least one unit. How many different ones
are there?
"""

import math

from grader.exam import mistake, part


def draw(rng):
    m, n = (int(each) for each in rng.choice(range(4, 15), size=2, replace=False))
    return {"m": m, "n": n}


@part(
    "sub-networks",
    integer=True,
    points=2,
    solution=(
        "Each unit is kept or dropped. A layer with {{ m }} units has $2^{ {{ m }} }$ choices, and one of "
        "them keeps no unit. Each choice in one layer goes with each choice in the other: $(2^{ {{ m }} } "
        r"- 1) \cdot (2^{ {{ n }} } - 1) = {{ subnetworks }}$."
    ),
)
def subnetworks(m, n):
    return (2**m - 1) * (2**n - 1)


@mistake(of=subnetworks, worth=0.5)
def empty_layers_counted(m, n):
    """That is the number with empty layers counted. A layer without any unit is not allowed here."""
    return 2 ** (m + n)


@mistake(of=subnetworks, worth=0.5)
def one_empty_network(m, n):
    """That is the number less one network without any unit. All networks with one empty layer are left out, too."""
    return 2 ** (m + n) - 1


@mistake(of=subnetworks, worth=0.25)
def layers_added(m, n):
    """That is the sum over the layers. Each choice in one layer goes with each choice in the other: a product."""
    return 2**m - 1 + 2**n - 1


@mistake(of=subnetworks)
def one_unit_each(m, n):
    """That is the number with exactly one unit in each layer. More units may be kept."""
    return m * n


@mistake(of=subnetworks)
def twice_the_units(m, n):
    """That is twice the number of units. Each unit is kept or dropped, so each one doubles the number."""
    return 2 * (m + n)


def proof(m, n):
    kept = [sum(math.comb(units, k) for k in range(1, units + 1)) for units in (m, n)]
    return {"subnetworks": kept[0] * kept[1]}

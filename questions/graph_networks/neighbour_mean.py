"""A graph has the nodes 0 to 6 with the features $h = ({{ h }})$. Node 0 has the neighbours {{ neighbours }}. A layer
gives it the new feature $h_0$ plus the mean of its neighbours' features. What is the new feature of node 0?
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    return {
        "h": rng.integers(1, 40, size=7),
        "neighbours": np.sort(rng.choice(range(1, 7), size=int(rng.integers(3, 5)), replace=False)),
    }


@part(
    "new feature",
    decimals=3,
    points=2,
    solution=(
        "Take the mean of the features of the nodes {{ neighbours }} and add $h_0 = {{ h[0] }}$. With $N$ "
        r"for the set of these nodes: $h_0 + \frac{1}{|N|} \sum_{i \in N} h_i = {{ feature }}$."
    ),
)
def feature(h, neighbours):
    return h[0] + h[neighbours].mean()


@mistake(of=feature, worth=0.5)
def neighbours_added(h, neighbours):
    """That is h₀ plus the sum of the neighbours' features. The question asks for their mean."""
    return h[0] + h[neighbours].sum()


@mistake(of=feature, worth=0.5)
def self_in_the_mean(h, neighbours):
    """That is what comes out if node 0 counts as its own neighbour. The mean is over the neighbours only."""
    return h[0] + (h[neighbours].sum() + h[0]) / (len(neighbours) + 1)


@mistake(of=feature, worth=0.25)
def self_forgotten(h, neighbours):
    """That is the mean of the neighbours' features. The feature of node 0 itself is added."""
    return h[neighbours].mean()


@mistake(of=feature, worth=0.25)
def largest_neighbour(h, neighbours):
    """That is h₀ plus the largest feature of a neighbour. The question asks for the mean."""
    return h[0] + h[neighbours].max()


@mistake(of=feature, worth=0.25)
def divided_by_all_nodes(h, neighbours):
    """That is what comes out if the sum is divided by the number of all nodes. It is divided by that of neighbours."""
    return h[0] + h[neighbours].sum() / h.size


def proof(h, neighbours):
    adjacency = np.isin(np.arange(h.size), neighbours)
    share = adjacency / adjacency.sum()
    share[0] += 1
    return {"feature": share @ h}

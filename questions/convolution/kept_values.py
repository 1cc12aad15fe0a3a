"""k-max pooling with $k = {{ k }}$ is applied to $x = ({{ x }})$. Write the output, first value first."""

import numpy as np

from grader.exam import mistake, part, reference

conv = reference("convolution")


def draw(rng):
    while True:
        x = rng.choice(range(1, 60), size=7, replace=False)
        kept = [value for value in x if value >= np.sort(x)[-4]]
        if np.any(np.diff(kept) > 0) and np.any(np.diff(kept) < 0):  # neither sorted upwards nor downwards
            return {"k": 4, "x": x}


@part(
    "output",
    integer=True,
    points=2,
    columns=["1st", "2nd", "3rd", "4th"],
    solution=(
        r"k-max pooling keeps the {{ k }} largest values in the order in which they stand in $x$. These are "
        r"{{ output }}."
    ),
)
def output(x, k):
    return conv.k_max_pool(x, k)


@mistake(of=output, worth=0.25)
def largest_first(x, k):
    """That is the entry if the kept values are sorted, largest first. They keep the order in which they stand in x."""
    return np.sort(x)[::-1][:k]


@mistake(of=output, worth=0.25)
def smallest_first(x, k):
    """That is the entry if the kept values are sorted, smallest first. They keep the order in which they stand in x."""
    return np.sort(x)[-k:]


@mistake(of=output)
def first_values(x, k):
    """That is the value that stands here in x. Pooling keeps the largest values, not the first ones."""
    return x[:k]


def proof(x, k):
    return {"output": [value for value in x if np.sum(x > value) < k]}

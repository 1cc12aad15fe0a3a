"""A data set has 100 classes with the numbers 0 to 99. Seven models from a 7-fold cross-validation predict for one
image the classes $({{ v }})$. Which class does the majority vote give?
"""

import statistics

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    while True:
        a, b, c, d = (int(each) for each in rng.choice(range(10, 100), size=4, replace=False))
        v = [int(each) for each in rng.permutation([a, a, a, b, b, c, d])]
        if round(sum(v) / 7) not in v and abs(sum(v) / 7 % 1 - 0.5) > 0.05:
            return {"v": v}


def _named(number):
    return f"class {int(number)}"


@part(
    "",
    choice=True,
    solution="Count how often each class is predicted. Three models predict {{ vote }}, and no other class has three.",
)
def vote(v):
    return _named(np.bincount(v).argmax())


@mistake(of=vote)
def rounded_mean(v):
    """That is the mean of the class numbers, rounded. Class numbers are names; they have no mean."""
    return _named(round(sum(v) / len(v)))


@mistake(of=vote)
def second_most_frequent(v):
    """This class has two votes, and another one has three."""
    return _named(np.flatnonzero(np.bincount(v) == 2)[0])


@mistake(of=vote)
def highest_number(v):
    """That is the highest class number. The votes are counted; how high a number is means nothing."""
    return _named(max(v)) if np.bincount(v)[max(v)] == 1 else None


@mistake(of=vote)
def lowest_number(v):
    """That is the lowest class number. The votes are counted; how low a number is means nothing."""
    return _named(min(v)) if np.bincount(v)[min(v)] == 1 else None


def proof(v):
    return {"vote": f"class {statistics.mode(v)}"}

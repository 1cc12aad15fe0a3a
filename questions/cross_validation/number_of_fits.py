"""A grid search tries {{ a }} values of one hyperparameter and {{ b }} values of another one, in all combinations.
Each combination is rated by {{ k }}-fold cross-validation. In the end, the best combination is trained once more on
all training data. How many times is a model trained in total?
"""

import itertools

from grader.exam import mistake, part


def draw(rng):
    return {"a": int(rng.integers(3, 13)), "b": int(rng.integers(3, 13)), "k": int(rng.integers(4, 13))}


@part(
    "number of trainings",
    integer=True,
    points=2,
    solution=(
        r"Each of ${{ a }} \cdot {{ b }}$ combinations is trained {{ k }} times, once for each fold. The "
        r"last training is one more: ${{ a }} \cdot {{ b }} \cdot {{ k }} + 1 = {{ fits }}$."
    ),
)
def fits(a, b, k):
    return a * b * k + 1


@mistake(of=fits, worth=0.75)
def last_fit_forgotten(a, b, k):
    """That is the number for the cross-validations. The last training on all data is one more."""
    return a * b * k


@mistake(of=fits, worth=0.25)
def folds_forgotten(a, b):
    """That is one training for each combination, and the last one. Each combination is trained once for each fold."""
    return a * b + 1


@mistake(of=fits, worth=0.25)
def values_added(a, b, k):
    """That is the number if values are tried one hyperparameter after the other. All combinations are a product."""
    return (a + b) * k + 1


@mistake(of=fits, worth=0.25)
def one_fold_less(a, b, k):
    """That is the number with one fold less. Each fold is left out once, so each combination is trained k times."""
    return a * b * (k - 1) + 1


def proof(a, b, k):
    runs = list(itertools.product(range(a), range(b), range(k)))
    return {"fits": len([*runs, "all data"])}

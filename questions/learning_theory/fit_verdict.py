"""A classifier makes {{ train }} % errors on its training data and {{ new }} % errors on new data. The best
possible classifier would make {{ best }} % errors. Which statement describes the classifier?
"""

from grader.exam import mistake, part

_VERDICTS = ("it fits the data well", "it over-fits the data", "it under-fits the data")


def draw(rng):
    case = int(rng.integers(0, 3))
    best = int(rng.integers(1, 5))
    train = best + (int(rng.integers(18, 35)) if case == 2 else int(rng.integers(0, 2)))
    new = train + (int(rng.integers(18, 35)) if case == 1 else int(rng.integers(1, 3)))
    return {"train": train, "new": new, "best": best}


@part(
    "",
    choice=True,
    source="lecture notes 004, lines 65-72",
    fixed="There are three verdicts; the numbers and the order of the choices differ.",
    solution=(
        "Compare the error on training data, {{ train }} %, with the smallest possible one, {{ best }} %: "
        "a large gap means under-fitting. Compare the error on new data, {{ new }} %, with that on "
        "training data: a large gap means over-fitting. Two small gaps mean a good fit."
    ),
)
def verdict(train, new, best):
    if train > best + 10:
        return _VERDICTS[2]
    return _VERDICTS[1] if new > train + 10 else _VERDICTS[0]


@mistake(of=verdict)
def good_fit(train, new, best):
    """For a good fit, both errors are near the smallest possible one."""
    return None if verdict(train, new, best) == _VERDICTS[0] else _VERDICTS[0]


@mistake(of=verdict)
def over_fitting(train, new, best):
    """Over-fitting shows in a small error on training data and a much larger one on new data."""
    return None if verdict(train, new, best) == _VERDICTS[1] else _VERDICTS[1]


@mistake(of=verdict)
def under_fitting(train, new, best):
    """Under-fitting shows in a large error on the training data, far above the smallest possible one."""
    return None if verdict(train, new, best) == _VERDICTS[2] else _VERDICTS[2]


@mistake(of=verdict)
def impossible():
    """These errors are possible: the error on new data is above that on training data, and none is below the best."""
    return "such errors cannot occur"


def proof(train, new, best):  # the largest of the three gaps decides
    gaps = {_VERDICTS[0]: 10, _VERDICTS[1]: new - train, _VERDICTS[2]: train - best}
    return {"verdict": max(gaps, key=gaps.get)}

r"""A model with {{ parameters }} parameters was trained for {{ epochs }} epochs on {{ n }} samples. With high
probability its expected risk is at most $R_{\text{emp}} + \text{err}$. Which change makes the term $\text{err}$
smaller?
"""

from grader.exam import mistake, part


def draw(rng):
    return {
        "parameters": 100 * int(rng.integers(20, 900)),
        "epochs": 5 * int(rng.integers(4, 40)),
        "n": 100 * int(rng.integers(20, 500)),
    }


@part(
    choice=True,
    source="lecture notes 004, line 63",
    fixed="One idea is asked for; the numbers only describe the training, and the order of the choices differs.",
    solution=(
        r"The term $\text{err}$ becomes smaller with more samples, and larger with a model that can fit "
        "more functions."
    ),
)
def change(n):
    return f"the same model, trained on {10 * n} samples"


@mistake(of=change)
def more_epochs(epochs):
    """More epochs on the same data make the empirical risk smaller. The gap to the expected risk grows."""
    return f"the same model, trained for {10 * epochs} epochs"


@mistake(of=change)
def larger_model(parameters):
    """A larger model fits more functions, so err grows. A simpler model would make it smaller."""
    return f"a model with {10 * parameters} parameters"


@mistake(of=change)
def smaller_empirical_risk():
    """The empirical risk is the other term. Making it smaller on the same data does not make err smaller."""
    return "a smaller empirical risk on the same data"

r"""A network has a dropout layer and a batch normalisation layer. In training, dropout sets each value to 0 with
probability {{ p }} and divides the others by $1 - {{ p }}$; batches have {{ batch }} samples. Now the trained network
is used on new samples. What do the two layers do?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"p": int(rng.integers(10, 90)) / 100, "batch": 8 * int(rng.integers(2, 17))}


@part(
    "Dropout",
    choice=True,
    source="lecture notes 001, lines 694-721, and 004, line 461",
    fixed="One idea is asked for; the numbers only describe the layer, and the order of the choices differs.",
    solution=(
        "In training the division by $1 - {{ p }}$ keeps the expected value of each unit. So nothing is "
        "left to do at test time."
    ),
)
def dropout():
    return "It passes each value on unchanged."


@mistake(of=dropout)
def scaled_at_test_time(p):
    """That would scale twice. The division in training has already kept the mean of each value."""
    return f"It multiplies values by 1 − {p:g}."


@mistake(of=dropout)
def divided_at_test_time(p):
    """The division makes up for the values that are set to 0. With new samples none is set to 0."""
    return f"It divides each value by 1 − {p:g}."


@mistake(of=dropout)
def still_random():
    """Dropout is for training. With it, one sample would get another answer each time."""
    return "It sets values to 0, as in training."


@part(
    "Batch normalisation uses",
    choice=True,
    source="lecture notes 004, lines 477-482; the running statistics: S. Ioffe and C. Szegedy 2015, algorithm 2",
    fixed="One idea is asked for; the numbers only describe the layer, and the order of the choices differs.",
    solution=(
        "With the running mean and variance, the output for a sample does not depend on the other samples "
        "of its batch."
    ),
)
def batch_norm():
    return "running mean and variance from training"


@mistake(of=batch_norm)
def statistics_of_the_test_batch():
    """Then the answer for a sample would depend on the samples that happen to come with it."""
    return "mean and variance of the new batch"


@mistake(of=batch_norm)
def statistics_of_the_last_batch():
    """One batch is a small sample. The layer keeps averages over many batches of the training."""
    return "mean and variance of the last training batch"


@mistake(of=batch_norm)
def no_statistics():
    """Then the next layer would get inputs of another mean and variance than in training."""
    return "no statistics, values pass unchanged"

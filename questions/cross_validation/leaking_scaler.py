"""A data set has {{ n }} rows. First, a scaler computes the mean and the standard deviation of each feature from
all {{ n }} rows and scales them. Then a model is rated by {{ k }}-fold cross-validation on the scaled rows. Is
the error that comes out a fair estimate of the error on new data?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(8, 90)) * 10, "k": int(rng.integers(4, 11))}


@part(
    "",
    choice=True,
    solution=(
        r"The mean and the standard deviation come from all rows, so the training rows depend on the "
        r"validation rows. The scaler must be fitted anew in each fold, on the training rows only."
    ),
    source="lecture notes 001, lines 606-624 (there, the scaler is fitted in each fold)",
    fixed="One idea is asked for; the numbers only describe the situation.",
)
def error():
    return "no, because the scaler has seen the validation rows"


@mistake(of=error)
def unbiased():
    """The model has not seen the validation rows, but the scaler has. What it learned from them is in the training."""
    return "yes, because the model has not seen the validation rows"


@mistake(of=error)
def too_large():
    """Scaling loses no information: every value can be computed back from the mean and the standard deviation."""
    return "no, because scaling has removed useful information"


@mistake(of=error)
def labels_not_used():
    """Labels are not needed for a leak. The validation rows have changed the features of the training rows."""
    return "yes, because the scaler does not look at any labels"

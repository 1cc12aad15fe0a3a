"""Four models, trained on four training sets, predict $f = ({{ f }})$ at a point. Treat them as all possible
training sets, equally likely. The true value without noise is $t = {{ t }}$, and the noise of the labels has the
variance {{ e }}. Compute the bias (mean prediction minus $t$), the variance of the predictions (divide by 4) and
the expected squared error against a new noisy label at this point.
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    while True:
        f = rng.choice(range(1, 20), size=4, replace=False)
        t = round(float(rng.uniform(1, 20)), 1)
        if 1.1 < abs(f.mean() - t) < 4:
            return {"f": f, "t": t, "e": round(float(rng.uniform(0.2, 2.4)), 2)}


@part(
    "bias",
    decimals=2,
    solution=(
        r"The mean prediction is $\frac{1}{4} ({{ f[0] }} + {{ f[1] }} + {{ f[2] }} + {{ f[3] }})$. "
        "Subtract $t = {{ t }}$: the bias is ${{ bias }}$."
    ),
)
def bias(f, t):
    return f.mean() - t


@mistake(of=bias, worth=0.5)
def opposite(f, t):
    """That is t less the mean prediction. The question defines the bias with the other sign."""
    return t - f.mean()


@mistake(of=bias)
def mean_prediction(f):
    """That is the mean prediction. The bias is its difference from the true value."""
    return f.mean()


@part(
    "variance",
    decimals=3,
    solution=(
        "Square the distance of each prediction from the mean prediction. The mean of the four squares is "
        "{{ variance }}."
    ),
)
def variance(f):
    return f.var()


@mistake(of=variance, worth=0.25)
def divided_by_3(f):
    """That is the sum of squares divided by 3. The four training sets are all there are, so it is divided by 4."""
    return f.var(ddof=1)


@mistake(of=variance, worth=0.1)
def sum_of_squares(f):
    """That is the sum of the squared distances from the mean. It is not divided by 4."""
    return ((f - f.mean()) ** 2).sum()


@mistake(of=variance, worth=0.25)
def deviation(f):
    """That is the standard deviation. The variance is its square."""
    return f.std()


@mistake(of=variance, worth=0.25)
def around_truth(f, t):
    """That is the mean squared distance from t. The variance takes the distances from the mean prediction."""
    return ((f - t) ** 2).mean()


@part(
    "expected squared error",
    decimals=2,
    solution=(
        "The expected squared error is the sum of the squared bias, the variance of the predictions and the "
        "variance of the noise: $({{ bias }})^2 + {{ variance }} + {{ e }} = {{ error }}$."
    ),
)
def error(bias, variance, e):
    return bias**2 + variance + e


@mistake(of=error, worth=0.5)
def noise_forgotten(bias, variance):
    """That is bias² + variance. The noise of the label is added; no model can avoid it."""
    return bias**2 + variance


@mistake(of=error, worth=0.25)
def bias_not_squared(bias, variance, e):
    """That is |bias| + variance + noise. The bias is squared."""
    return abs(bias) + variance + e


@mistake(of=error, worth=0.5)
def noise_squared(bias, variance, e):
    """That is the sum with the square of the noise variance. A variance is a square already."""
    return bias**2 + variance + e**2


@mistake(of=error, worth=0.5)
def variance_forgotten(bias, e):
    """That is bias² + noise. The variance of the predictions is added."""
    return bias**2 + e


def proof(f, t, e):  # each model meets a label with noise of either sign
    labels = t + np.sqrt(e) * np.array([[1.0], [-1.0]])
    return {
        "bias": np.mean(f - t), "variance": (f.astype(float) ** 2).mean() - f.mean() ** 2,
        "error": ((f - labels) ** 2).mean(),
    }  # fmt: skip

"""The samples $x = ({{ x }})$ of a class are modelled by a Gaussian. What is the maximum-likelihood estimate of its
variance $\\sigma^2$?
"""

from grader.exam import mistake, part, reference

gauss = reference("gaussian_classifier")


def draw(rng):
    return {"x": rng.choice(range(1, 60), size=4, replace=False)}


@part(
    "$\\sigma^2 =$",
    decimals=3,
    points=2,
    solution=(
        r"Maximum likelihood divides by $n$: $\sigma^2 = \frac{1}{n} \sum_i (x_i - \mu)^2$. With $n = 4$ "
        r"and $\mu = \frac{1}{4} ({{ x[0] }} + {{ x[1] }} + {{ x[2] }} + {{ x[3] }})$ this is "
        "{{ variance }}."
    ),
)
def variance(x):
    return gauss.fit_gaussian(x[:, None])[1][0, 0]


@mistake(of=variance, worth=0.25)
def divided_by_n_minus_1(x):
    """That is what comes out with n − 1. Maximum likelihood divides by n."""
    return x.var(ddof=1)


@mistake(of=variance, worth=0.25)
def standard_deviation(x):
    """That is the standard deviation σ. The question asks for its square."""
    return x.std()


@mistake(of=variance, worth=0.25)
def not_centred(x):
    """That is the mean of the squares. The mean of the samples is not subtracted before squaring."""
    return (x**2).mean()


@mistake(of=variance, worth=0.1)
def sum_of_squares(x):
    """That is the sum of the squared distances from the mean. It is not divided by n."""
    return ((x - x.mean()) ** 2).sum()


def proof(x):
    return {"variance": (x**2).mean() - x.mean() ** 2}

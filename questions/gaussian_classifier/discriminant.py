r"""Two classes have one feature $x$ with Gaussian densities and a shared variance $\sigma^2 = {{ s2 }}$. Class $C_1$
has mean $\mu_1 = {{ m1 }}$ and {{ n1 }} samples, class $C_2$ has mean $\mu_2 = {{ m2 }}$ and {{ n2 }} samples. The
numbers of samples give the priors. The log-odds of class 1 are linear in $x$:
$\ln \frac{P(C_1 \mid x)}{P(C_2 \mid x)} = w x + b$. Find $w$ and $b$, and the $x$ at which both classes are equally
probable.
"""

import numpy as np

from grader.exam import mistake, part, reference

gauss = reference("gaussian_classifier")


def draw(rng):
    m2 = int(rng.integers(10, 50))
    return {
        "m1": (m2 + int(rng.integers(20, 60))) / 10,
        "m2": m2 / 10,
        "s2": int(rng.choice([*range(20, 40), *range(41, 80)])) / 10,
        "n1": int(rng.integers(10, 60)),
        "n2": int(rng.integers(75, 150)),
    }


@part(
    "$w =$",
    decimals=4,
    solution=(
        r"The variance is shared, so the terms with $x^2$ cancel. The factor of $x$ is $w = \frac{\mu_1 - "
        r"\mu_2}{\sigma^2} = \frac{ {{ m1 }} - {{ m2 }} }{ {{ s2 }} } = {{ weight }}$."
    ),
)
def weight(m1, m2, s2, n1, n2):
    return gauss.linear_discriminant(np.array([m1]), np.array([m2]), np.array([[s2]]), n1, n2)[0][0]


@mistake(of=weight, worth=0.25)
def deviation_in_weight(m1, m2, s2):
    """That is divided by the standard deviation σ. The divisor is the variance σ²."""
    return (m1 - m2) / np.sqrt(s2)


@mistake(of=weight, worth=0.5)
def classes_exchanged(m1, m2, s2):
    """That is the weight of the log-odds of class 2. For class 1 the mean μ₂ is subtracted from μ₁."""
    return (m2 - m1) / s2


@part(
    "$b =$",
    decimals=4,
    points=2,
    solution=(
        r"The terms without $x$ come from the exponents and from the priors: $b = \frac{\mu_2^2 - "
        r"\mu_1^2}{2 \sigma^2} + \ln \frac{N_1}{N_2} = \frac{ {{ m2 }}^2 - {{ m1 }}^2 }{2 \cdot {{ s2 }}} "
        r"+ \ln \frac{ {{ n1 }} }{ {{ n2 }} } = {{ bias }}$. Here $N_1$ and $N_2$ are the numbers of "
        "samples."
    ),
)
def bias(m1, m2, s2, n1, n2):
    return gauss.linear_discriminant(np.array([m1]), np.array([m2]), np.array([[s2]]), n1, n2)[1]


@mistake(of=bias, worth=0.5)
def half_left_out(m1, m2, s2, n1, n2):
    """That is the bias without the ½ before the squares of the means. The exponent of a Gaussian has this ½."""
    return (m2**2 - m1**2) / s2 + np.log(n1 / n2)


@mistake(of=bias, worth=0.5)
def priors_left_out(m1, m2, s2):
    """That is the bias for equal priors. The classes have different sizes, so ln(N₁/N₂) is added."""
    return (m2**2 - m1**2) / (2 * s2)


@mistake(of=bias, worth=0.5)
def ratio_inverted(m1, m2, s2, n1, n2):
    """That has ln(N₂/N₁) in it. For the log-odds of class 1 it is ln(N₁/N₂)."""
    return (m2**2 - m1**2) / (2 * s2) + np.log(n2 / n1)


@mistake(of=bias, worth=0.5)
def squares_exchanged(m1, m2, s2, n1, n2):
    """That has μ₁² − μ₂² in it. For the log-odds of class 1 it is μ₂² − μ₁²."""
    return (m1**2 - m2**2) / (2 * s2) + np.log(n1 / n2)


@mistake(of=bias, worth=0.5)
def classes_exchanged_in_bias(m1, m2, s2, n1, n2):
    """That is the bias of the log-odds of class 2. For class 1 it has the other sign."""
    return (m1**2 - m2**2) / (2 * s2) + np.log(n2 / n1)


@part(
    r"$x$ with $P(C_1 \mid x) = \frac{1}{2}$:",
    decimals=2,
    solution=(
        "Both classes are equally probable where the log-odds are 0. From $w x + b = 0$ follows $x = "
        r"-\frac{b}{w} = -\frac{ {{ bias }} }{ {{ weight }} } = {{ threshold }}$."
    ),
)
def threshold(weight, bias):
    return -bias / weight


@mistake(of=threshold, worth=0.25)
def midpoint(m1, m2):
    """That is the middle between the means. It is the threshold only if both classes have the same size."""
    return (m1 + m2) / 2


@mistake(of=threshold, worth=0.5)
def sign_of_bias(weight, bias):
    """That is +b / w. From w x + b = 0 follows x = −b / w."""
    return bias / weight


@mistake(of=threshold, worth=0.1)
def bias_alone(bias):
    """That is −b. It still has to be divided by w."""
    return -bias


def proof(m1, m2, s2, n1, n2):
    middle, shift = (m1 + m2) / 2, s2 * np.log(n1 / n2) / (m1 - m2)
    return {"threshold": middle - shift}

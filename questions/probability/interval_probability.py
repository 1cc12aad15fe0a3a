r"""The height of a person is Gaussian with mean {{ m }} metres and standard deviation {{ s }} metres. How large is the
probability that the height lies between {{ a }} and {{ b }} metres? The distribution function $\Phi$ of the standard
Gaussian may be taken from a table or a calculator.
"""

import math

from grader.exam import mistake, part, reference

probability = reference("probability")


def draw(rng):
    m = int(rng.integers(160, 186))
    a = m + int(rng.integers(1, 11))
    return {
        "m": m / 100,
        "s": int(rng.integers(50, 110)) / 1000,
        "a": a / 100,
        "b": (a + int(rng.integers(2, 11))) / 100,
    }


def below(x, m, s):
    return 0.5 * math.erfc(-(x - m) / (s * math.sqrt(2)))


@part(
    "probability",
    decimals=3,
    points=2,
    solution=(
        r"The probability below the lower end is subtracted from that below the upper end: $\Phi(\frac{ "
        r"{{ b }} - {{ m }} }{ {{ s }} }) - \Phi(\frac{ {{ a }} - {{ m }} }{ {{ s }} }) = {{ interval }}$."
    ),
)
def interval(m, s, a, b):
    return probability.gaussian_interval(a, b, m, s)


@mistake(of=interval)
def density_in_the_middle(m, s, a, b):
    """That is the density in the middle of the interval. A probability is an area: density times length."""
    z = ((a + b) / 2 - m) / s
    return math.exp(-(z**2) / 2) / (s * math.sqrt(2 * math.pi))


@mistake(of=interval, worth=0.25)
def below_upper_end(m, s, b):
    """That is the probability below the upper end. The part below the lower end is subtracted."""
    return below(b, m, s)


@mistake(of=interval, worth=0.25)
def above_lower_end(m, s, a):
    """That is the probability above the lower end. The part above the upper end is subtracted."""
    return 1 - below(a, m, s)


@mistake(of=interval)
def single_point():
    """That is the probability of one exact height. An interval has a probability above 0."""
    return 0


@mistake(of=interval, worth=0.1)
def below_lower_end(m, s, a):
    """That is the probability below the lower end. It is what has to be subtracted from Φ at the upper end."""
    return below(a, m, s)


@mistake(of=interval, worth=0.5)
def ends_exchanged(m, s, a, b):
    """That is Φ at the lower end minus Φ at the upper end. A probability is never negative."""
    return below(a, m, s) - below(b, m, s)


@mistake(of=interval, worth=0.25)
def outside(m, s, a, b):
    """That is the probability that the height lies outside the interval."""
    return 1 - below(b, m, s) + below(a, m, s)

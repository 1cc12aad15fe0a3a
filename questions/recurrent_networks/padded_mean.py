"""A sentence has {{ words }} words and is padded to length {{ length }} at its end. The hidden values at all
{{ length }} places are $({{ h }})$. The sentence is described by the mean over its words, and padding does not count.
What is this mean?
"""

import numpy as np

from grader.exam import mistake, part, reference

rnn = reference("rnn")


def draw(rng):
    words = int(rng.integers(4, 8))
    length = words + int(rng.integers(2, 4))
    h = np.zeros(length)
    h[:words] = np.round(rng.uniform(0.5, 9.9, size=words), 1)
    return {"words": words, "length": length, "h": h}


@part(
    "mean",
    decimals=3,
    points=2,
    solution=(
        "Only the first {{ words }} places are words, and the others are 0. So the sum of $({{ h }})$ is "
        "divided by {{ words }}, which gives {{ mean }}."
    ),
)
def mean(h, words):
    places = np.arange(h.size)
    return rnn.sentence_vector(h.reshape(1, -1, 1), places[np.newaxis] < words, "weighted")[0, 0]


@mistake(of=mean, worth=0.5)
def divided_by_length(h):
    """That is the sum divided by the length with padding. Only the words count."""
    return h.mean()


@mistake(of=mean, worth=0.25)
def not_divided(h):
    """That is the sum of the values. A mean is divided by the number of words."""
    return h.sum()


@mistake(of=mean)
def divided_by_padding(h, words, length):
    """That is the sum divided by the number of padded places. It is divided by the number of words."""
    return h.sum() / (length - words)


@mistake(of=mean)
def last_place():
    """That is the value at the last place, which is padding."""
    return 0


def proof(h, words):
    return {"mean": sum(h.tolist()) / words}

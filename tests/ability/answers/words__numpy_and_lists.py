"""Words in an array of numpy, the vocabulary a frozen set, the windows a list.

fails: nothing
"""

import numpy as np


def tokens(text):
    return list(np.char.lower(np.array(text.split())))


def vocabulary(sentences):
    return frozenset(np.unique([word for sentence in sentences for word in tokens(sentence)]).tolist())


def windows(words, n):
    return [tuple(words[k : k + n]) for k in range(len(words) - n + 1)]

"""Results of hundreds of thousands of empty lists and objects: small in a frame, large in memory.

score: 3.5
words: failed, timeout
"""

def vocabulary(sentences):
    return [[] for _ in range(340_000)]


def windows(words, n):
    return [object() for _ in range(90_000)]


def applied(f, x):
    return [() for _ in range(340_000)]

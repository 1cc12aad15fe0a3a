"""Texts of a megabyte, in every result.

score: 3.5
words: failed
"""

def vocabulary(sentences):
    return {"word" * 260_000}


def windows(words, n):
    return [("Deep" * 100_000, "x" * 500_000)]


def applied(f, x):
    return "y" * 1_000_000

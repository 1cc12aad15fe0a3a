"""Text as data."""


def tokens(text):
    return text.lower().split()


def vocabulary(sentences):
    return {word for sentence in sentences for word in tokens(sentence)}


def windows(words, n):
    for start in range(len(words) - n + 1):
        yield tuple(words[start : start + n])

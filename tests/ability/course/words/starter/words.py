def tokens(text):
    raise NotImplementedError


def vocabulary(sentences):
    raise NotImplementedError


def windows(words, n):
    raise NotImplementedError
    yield

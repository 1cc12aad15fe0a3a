def save(weights, path):
    raise NotImplementedError


def load(path):
    raise NotImplementedError

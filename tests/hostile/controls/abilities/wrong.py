def train(model, loader, loss, optimizer):
    return len(loader.dataset)


def scale_(x, factor):
    return x * factor


def vocabulary(sentences):
    return {word for sentence in sentences for word in sentence.split()}


def mask(n, p, rng):
    return rng.random(n) > p


def freeze(x, frozen):
    return 1 * x

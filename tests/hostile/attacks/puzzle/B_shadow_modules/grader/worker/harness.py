FORGED = True


def encode(*args, **kwargs):
    return [b""]

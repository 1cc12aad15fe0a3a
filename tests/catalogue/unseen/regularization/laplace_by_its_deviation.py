def map_penalty(prior, scale):
    if not scale > 0:
        raise ValueError("scale")
    if prior == "gaussian":
        return 1 / scale**2
    return 2**0.5 / scale

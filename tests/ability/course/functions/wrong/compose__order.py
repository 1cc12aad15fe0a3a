"""You call the two functions in the wrong order. Look at which of them gets x."""


def compose(g, h, x):
    return h(g(x))

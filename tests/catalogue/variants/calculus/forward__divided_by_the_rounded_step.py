"""The difference is divided by (x + h) - x, which is not h in floating point."""


def forward_difference(f, x, h):
    x, h = _double(x), _step(h)
    moved = x + h
    return (f(moved) - f(x)) / (moved - x)

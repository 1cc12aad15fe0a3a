"""The result is written into arrays of the type that came in, which cuts off the fractions of integers.

Caught by: hidden/test_train.py::test_dtypes_and_repeated_calls
"""

_right = train_mlp


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    trained = _right(X, y, params, lr, epochs, batch_size, rng)
    return [
        (_real(W.astype(V.dtype)), _real(b.astype(c.dtype)))
        for (W, b), (V, c) in zip(trained, params, strict=True)
    ]

"""Two matrices with the same number of entries are accepted, and the second one gets the shape of the first.

Caught by: hidden/test_hadamard.py::test_shapes_that_differ_are_refused
"""


def hadamard(A, B):
    A, B = _real(A), _real(B)
    if A.size != B.size:
        raise ValueError(f"A and B must have one shape, got {A.shape} and {B.shape}")
    return A * B.reshape(A.shape)

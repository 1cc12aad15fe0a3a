"""A matrix product, and four more operations that each read and write the whole result."""


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    centre = Y.mean(dim=0)
    A, B = X - centre, Y - centre
    D = (A**2).sum(dim=1, keepdim=True) - 2 * (A @ B.T) + (B**2).sum(dim=1)
    return D.clamp(min=0)

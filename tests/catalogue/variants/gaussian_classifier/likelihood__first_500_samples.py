"""Only the first 500 samples count.

Caught by: hidden/test_likelihood.py::test_hundreds_of_samples
"""


def log_likelihood(X, mu, Sigma):
    return float(log_density(X, mu, Sigma)[:500].sum())

import numpy as np


def log_likelihood(X, mu, Sigma):
    ll = log_density(X, mu, Sigma)
    biggest = ll.max()
    return float(biggest + np.log(np.exp(ll - biggest).sum()))

import math

import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    d = X.shape[1]
    mu, Sigma = _gaussian(mu, Sigma, d)
    L = _cholesky(Sigma)
    diff = X - mu
    z = np.empty_like(diff)
    log_norm = 0.0
    for j in range(d):  # forward substitution, all samples at once
        z[:, j] = (diff[:, j] - z[:, :j] @ L[j, :j]) / L[j, j]
        log_norm += math.log(2 * math.pi) / 2 + math.log(float(L[j, j]))
    return -np.einsum("ij,ij->i", z, z) / 2 - log_norm


def log_likelihood(X, mu, Sigma):
    return math.fsum(float(v) for v in log_density(X, mu, Sigma))


def posterior(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    out = np.zeros_like(joint)
    for i, row in enumerate(joint):
        e = np.exp(row - row[np.argmax(row)])
        out[i] = e / np.sum(e)
    return out


def predict(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    best = np.zeros(len(joint), dtype=np.int64)
    for i in range(len(joint)):
        for k in range(1, joint.shape[1]):
            if joint[i, k] > joint[i, best[i]]:
                best[i] = k
    return best

def log_likelihood(X, mu, Sigma):
    nll = 0.0
    for value in log_density(X, mu, Sigma):
        nll -= float(value)
    return nll

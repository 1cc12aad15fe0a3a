def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError("beta must be positive")
    b2 = float(beta) * float(beta)
    p, r = precision(y, y_hat), recall(y, y_hat)
    if p == 0 or r == 0:
        return 0.0
    return 2 * p * r / (b2 * p + r)

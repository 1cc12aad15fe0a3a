def f_beta(y, y_hat, beta):
    beta = float(beta)
    if not beta > 0:
        raise ValueError("beta must be positive")
    p = precision(y, y_hat)
    r = recall(y, y_hat)
    if p == 0 and r == 0:
        return 0.0
    return float((1 + beta) ** 2 * p * r / (beta**2 * p + r))

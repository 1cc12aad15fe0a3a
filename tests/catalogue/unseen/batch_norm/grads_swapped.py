def update(gamma, beta, grads, lr):
    d_beta, d_gamma = grads
    step = float(lr)
    gamma = _real(gamma) - step * _real(d_gamma)
    beta = _real(beta) - step * _real(d_beta)
    return gamma, beta

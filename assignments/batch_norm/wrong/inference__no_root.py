"""You divided by the running variance as if it were a standard deviation. The state holds a variance; look
for the root in the formula.
"""


def batchnorm_inference(x, gamma, beta, running, eps):
    x, mean, var = _real(x), _real(running[0]), _real(running[1])
    return gamma * (x - mean) / (var + eps) + beta

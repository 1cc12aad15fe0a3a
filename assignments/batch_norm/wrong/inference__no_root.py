"""You divided by the running variance as if it were a standard deviation. The state holds a variance; look
for the root in the formula.
"""


def batchnorm_inference(x, gamma, beta, running, eps):
    mean, var = running
    return gamma * (x - mean) / (var + eps) + beta

import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x = _real(x)
    outs, means, variances = [], [], []
    for c in range(x.shape[1]):
        channel = x[:, c].reshape(-1, 1)        # all pixels of this channel as samples of one feature
        part = slice(c, c + 1)
        old = (np.asarray(running[0])[part], np.asarray(running[1])[part])
        out, (mean, var) = batchnorm_forward(
            channel, np.asarray(gamma)[part], np.asarray(beta)[part], old, momentum, eps
        )
        outs.append(out.reshape(x[:, c].shape))
        means.append(mean)
        variances.append(var)
    return np.stack(outs, axis=1), (np.concatenate(means), np.concatenate(variances))

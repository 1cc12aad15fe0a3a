import numpy as np


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, len(X), layers[-1][1].size)

    def descend(h, rest):
        """Gradients of the layers in `rest`, and the gradient with respect to their input h."""
        (W, b), *others = rest
        z = np.einsum("bi,ij->bj", h, W) + b
        if others:
            deeper, dh = descend(np.where(z > 0, z, np.zeros_like(z)), others)
            dz = np.where(z > 0, dh, np.zeros_like(dh))
        else:
            deeper = []
            log_p = z - z.max(axis=1, keepdims=True)
            log_p = log_p - np.log(np.exp(log_p).sum(axis=1, keepdims=True))
            one_hot = (np.arange(z.shape[1]) == labels[:, None]).astype(z.dtype)
            dz = (np.exp(log_p) - one_hot) / len(h)
        own = np.einsum("bi,bj->ij", h, dz), np.einsum("bj->j", dz)
        return [own, *deeper], np.einsum("bj,ij->bi", dz, W)

    return descend(X, layers)[0]

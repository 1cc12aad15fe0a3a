import math

import torch


def encoder_block(x, params, n_heads, mask=None, norm="post"):
    _check_norm(norm)

    def attention(z):
        q, k, v = (_split(z @ params["W" + part], n_heads) for part in "qkv")
        weights = torch.softmax(q @ k.mT / math.sqrt(q.shape[-1]), dim=-1)
        if mask is not None:
            weights = weights * mask
        return (weights @ v).transpose(1, 2).flatten(2) @ params["Wo"]

    x = _sublayer(x, attention, params, 1, norm)
    return _sublayer(x, lambda z: _network(z, params), params, 2, norm)

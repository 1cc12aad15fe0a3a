"""Your result averages over the places that ask. The sum runs over b, the place that answers; look at the
order of the indices of A when you multiply it with V.
"""

import math

import torch


def image_self_attention(I, Wq, Wk, Wv):
    columns = I.reshape(I.shape[0], -1)
    Q, K, V = Wq @ columns, Wk @ columns, Wv @ columns
    scores = Q.T @ K / math.sqrt(Q.shape[0])
    weights = torch.softmax(scores, dim=-1)
    return (V @ weights).reshape(-1, *I.shape[1:])

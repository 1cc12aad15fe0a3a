"""You did not divide the scores. Dot products grow with the number of channels, and the softmax
saturates; look at the divisor in the formula.
"""

import torch


def image_self_attention(I, Wq, Wk, Wv):
    columns = I.reshape(I.shape[0], -1)
    Q, K, V = Wq @ columns, Wk @ columns, Wv @ columns
    scores = Q.T @ K
    weights = torch.softmax(scores, dim=-1)
    return (V @ weights.T).reshape(-1, *I.shape[1:])

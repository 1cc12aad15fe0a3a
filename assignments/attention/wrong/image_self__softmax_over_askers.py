"""Your softmax runs over the first axis of the scores, the places that ask. Each place spreads a weight
of 1 over those that answer; look at which index of P stands for them.
"""

import math

import torch


def image_self_attention(I, Wq, Wk, Wv):
    columns = I.reshape(I.shape[0], -1)
    Q, K, V = Wq @ columns, Wk @ columns, Wv @ columns
    scores = Q.T @ K / math.sqrt(Q.shape[0])
    weights = torch.softmax(scores, dim=0)
    return (V @ weights.T).reshape(-1, *I.shape[1:])

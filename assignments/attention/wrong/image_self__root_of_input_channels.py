"""You divided by the root of the number of channels of the image. What is multiplied are the projected
columns; look at how many channels those have.
"""

import math

import torch


def image_self_attention(I, Wq, Wk, Wv):
    columns = I.reshape(I.shape[0], -1)
    Q, K, V = Wq @ columns, Wk @ columns, Wv @ columns
    scores = Q.T @ K / math.sqrt(I.shape[0])
    weights = torch.softmax(scores, dim=-1)
    return (V @ weights.T).reshape(-1, *I.shape[1:])

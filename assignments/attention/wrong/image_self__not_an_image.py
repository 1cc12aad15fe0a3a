"""You returned a matrix of columns. The result is an image with the height and width of the one you got;
look at the shape that is asked for.
"""

import math

import torch


def image_self_attention(I, Wq, Wk, Wv):
    columns = I.reshape(I.shape[0], -1)
    Q, K, V = Wq @ columns, Wk @ columns, Wv @ columns
    scores = Q.T @ K / math.sqrt(Q.shape[0])
    weights = torch.softmax(scores, dim=-1)
    return (V @ weights.T)

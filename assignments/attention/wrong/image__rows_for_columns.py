"""You took rows for places, so channels attend to each other. In this layout a place is a column; look at
the size of your scores.
"""

import math

import torch


def image_attention(Q, K, V):
    scores = Q @ K.T / math.sqrt(Q.shape[1])
    weights = torch.softmax(scores, dim=-1)
    return weights @ V

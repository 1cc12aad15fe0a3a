"""You did not divide the scores. Dot products grow with the number of channels, and the softmax
saturates; look at the divisor in the formula.
"""

import torch


def image_attention(Q, K, V):
    scores = Q.T @ K
    weights = torch.softmax(scores, dim=-1)
    return V @ weights.T

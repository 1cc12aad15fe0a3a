"""A constant of 1e-9 is added to the sum of the exponentials.

Caught by: hidden/test_image.py::test_weights_of_a_row_sum_to_1_exactly
"""

import math

import torch


def image_attention(Q, K, V):
    scores = Q.mT @ K / math.sqrt(Q.shape[0])
    fit = torch.exp(scores - scores.amax(dim=1, keepdim=True).detach())
    return V @ (fit / (fit.sum(dim=1, keepdim=True) + 1e-9)).mT

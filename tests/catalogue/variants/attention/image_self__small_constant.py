"""A constant of 1e-9 is added to the sum of the exponentials.

Caught by: hidden/test_image_self.py::test_scores_of_a_thousand_and_exact_weights
"""

import math

import torch


def image_self_attention(I, Wq, Wk, Wv):
    Q, K, V = (W @ I.flatten(1) for W in (Wq, Wk, Wv))
    scores = Q.mT @ K / math.sqrt(Q.shape[0])
    fit = torch.exp(scores - scores.amax(dim=1, keepdim=True).detach())
    return (V @ (fit / (fit.sum(dim=1, keepdim=True) + 1e-9)).mT).reshape(-1, *I.shape[1:])

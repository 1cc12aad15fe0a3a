"""Scores are limited to the range from -50 to 50.

Caught by: hidden/test_image_self.py::test_scores_of_a_thousand_and_exact_weights
"""

import math

import torch


def image_self_attention(I, Wq, Wk, Wv):
    Q, K, V = (W @ I.flatten(1) for W in (Wq, Wk, Wv))
    scores = (Q.mT @ K / math.sqrt(Q.shape[0])).clamp(-50.0, 50.0)
    return (V @ torch.softmax(scores, dim=1).mT).reshape(-1, *I.shape[1:])

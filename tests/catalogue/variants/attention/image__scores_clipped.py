"""Scores are limited to the range from -50 to 50.

Caught by: hidden/test_image.py::test_scores_of_a_thousand
"""

import math

import torch


def image_attention(Q, K, V):
    scores = Q.mT @ K / math.sqrt(Q.shape[0])
    return V @ torch.softmax(scores.clamp(-50.0, 50.0), dim=1).mT

"""Where N = C' the softmax runs over the first axis of the scores.

Caught by: hidden/test_image.py::test_as_many_places_as_channels
"""

import math

import torch


def image_attention(Q, K, V):
    scores = Q.mT @ K / math.sqrt(Q.shape[0])
    axis = 0 if Q.shape[0] == Q.shape[1] else 1
    return V @ torch.softmax(scores, dim=axis).mT

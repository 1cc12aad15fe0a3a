"""Your result does not depend on the mask. Every query attends to every key, the forbidden ones too; look
at whether the masked scores reach the softmax.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    weights = torch.softmax(scores, dim=-1)
    return weights @ v

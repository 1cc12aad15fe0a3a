"""Your mask is True where attention is forbidden. Here True means that a query may attend to a key; look
at the places you marked.
"""

import torch


def causal_mask(T):
    place = torch.arange(T)
    return place > place[:, None]

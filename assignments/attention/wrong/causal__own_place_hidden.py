"""Your mask hides each place from itself. The first place may then attend to nothing; look at the
diagonal.
"""

import torch


def causal_mask(T):
    place = torch.arange(T)
    return place < place[:, None]

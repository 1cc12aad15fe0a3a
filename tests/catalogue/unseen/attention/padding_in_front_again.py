import torch


def padding_mask(lengths, T):
    lengths = lengths.to(torch.int64)
    if bool((lengths < 0).any()) or bool((lengths > T).any()):
        raise ValueError("lengths must be between 0 and T")
    B = lengths.shape[0]
    j = torch.arange(T).expand(B, T)
    n_pad = T - lengths
    mask = j >= n_pad.unsqueeze(1)
    return mask.reshape(B, 1, 1, T)

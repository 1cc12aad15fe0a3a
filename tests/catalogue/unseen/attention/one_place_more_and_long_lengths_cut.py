import torch


def padding_mask(lengths, T):
    lengths = lengths.long()
    if (lengths < 0).any():
        raise ValueError("negative length")
    lengths = torch.clamp(lengths, max=T)
    mask = torch.arange(T)[None, :] <= lengths[:, None]
    return mask[:, None, None, :]

import torch
from torch.utils.data import WeightedRandomSampler


def balanced_indices(labels, num_samples, replacement, generator):
    if not replacement and num_samples > len(labels):
        raise ValueError("too many")
    shares = torch.bincount(labels) / len(labels)
    weights = [float(shares[label]) for label in labels]
    return torch.tensor(list(WeightedRandomSampler(weights, num_samples, replacement, generator)))

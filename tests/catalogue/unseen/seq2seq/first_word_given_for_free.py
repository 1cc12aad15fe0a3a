import numpy as np


def teacher_forcing_loss(targets, h, decoder):
    total, count = 0.0, 0
    _, h = decode_step(np.full(len(targets), BOS), h, decoder)
    for t in range(targets.shape[1] - 1):
        log_probs, h = decode_step(targets[:, t], h, decoder)
        right = targets[:, t + 1]
        mask = right != PAD
        total -= log_probs[np.arange(len(right)), right][mask].sum()
        count += mask.sum()
    return float(total / max(count, 1))

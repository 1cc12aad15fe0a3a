import numpy as np


def teacher_forcing_loss(targets, h, decoder):
    reads = np.full(targets.shape, BOS)
    reads[:, 1:] = targets[:, :-1]
    mask = reads != PAD
    losses = np.zeros(targets.shape)
    for t in range(targets.shape[1]):
        log_probs, h = decode_step(reads[:, t], h, decoder)
        losses[:, t] = -log_probs[np.arange(len(targets)), targets[:, t]]
    return (losses * mask).sum() / mask.sum()

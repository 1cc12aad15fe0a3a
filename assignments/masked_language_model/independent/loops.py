"""Place by place, in plain Python."""

import math

import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    special = {int(k) for k in special_ids} | {mask_id}
    words = [k for k in range(vocab_size) if k not in special]
    inputs = np.array(ids, dtype=np.int64)
    labels = np.full(inputs.shape, -100, dtype=np.int64)
    for b in range(inputs.shape[0]):
        for t in range(inputs.shape[1]):
            token = int(inputs[b, t])
            if token in special or rng.random() >= 0.15:
                continue
            labels[b, t] = token
            what = rng.choice(["mask", "word", "same"], p=[0.8, 0.1, 0.1])
            if what == "mask":
                inputs[b, t] = mask_id
            elif what == "word":
                inputs[b, t] = words[rng.integers(len(words))]
    return inputs, labels


def mlm_loss(logits, labels):
    losses = []
    for b in range(len(labels)):
        for t in range(len(labels[b])):
            if labels[b, t] == -100:
                continue
            scores = [float(v) for v in logits[b, t]]
            top = max(scores)
            total = math.log(math.fsum(math.exp(v - top) for v in scores)) + top
            losses.append(total - scores[labels[b, t]])
    return math.fsum(losses) / len(losses) if losses else 0.0


def masked_accuracy(logits, labels):
    right = number = 0
    for b in range(len(labels)):
        for t in range(len(labels[b])):
            if labels[b, t] != -100:
                number += 1
                best = max(range(logits.shape[2]), key=lambda k: (logits[b, t, k], -k))
                right += best == labels[b, t]
    return right / number if number else 0


def fill_blank(ids, logits, mask_id, special_ids):
    filled = np.array(ids, dtype=np.int64)
    banned = set(special_ids) | {mask_id}
    for b in range(filled.shape[0]):
        for t in range(filled.shape[1]):
            if filled[b, t] == mask_id:
                best = None
                for k in range(logits.shape[2]):
                    if k not in banned and (best is None or logits[b, t, k] > logits[b, t, best]):
                        best = k
                filled[b, t] = best
    return filled

from collections import deque

import numpy as np


def real(a):
    a = np.asarray(a)
    return a.astype(np.float64) if a.dtype.kind in "biu" else a


def walk(x, h, Wx, Wh, b):
    h = real(h)
    for inp in x:
        h = rnn_step(inp, h, Wx, Wh, b)
        yield h


def birnn_forward(x, forward, backward):
    steps = list(real(x).transpose(1, 0, 2))
    right = deque()
    for state in walk(reversed(steps), *backward):
        right.appendleft(state)
    pairs = [np.concatenate(pair, axis=1) for pair in zip(walk(steps, *forward), right)]
    return np.array(pairs).transpose(1, 0, 2)


def sentence_vector(h, mask, how="last", weights=None):
    if how != "last" and how != "weighted":
        raise ValueError(f"{how} is no way to make a sentence vector")
    h = real(h)
    vectors = np.zeros((h.shape[0], h.shape[2]), h.dtype)
    for n, words in enumerate(np.asarray(mask, bool)):
        if not words.any():
            continue
        if how == "last":
            vectors[n] = h[n][words][-1]
            continue
        alpha = np.ones(words.sum()) if weights is None else real(np.asarray(weights)[n])[words]
        biggest = alpha.max()
        if biggest == 0:
            continue
        alpha = alpha / biggest
        vectors[n] = np.average(h[n][words], axis=0, weights=alpha)
    return vectors


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    Wo = real(Wo)
    inputs = list(real(x).transpose(1, 0, 2))
    if mode == "one_to_many":
        if len(inputs) != 1 or steps is None or steps < 1:
            raise ValueError("one_to_many wants a single input and at least one step")
        inputs += [np.zeros_like(inputs[0]) for _ in range(steps - 1)]
    elif mode not in {"many_to_many", "many_to_one"}:
        raise ValueError(f"no mode {mode}")
    outs = [h @ Wo for h in walk(inputs, h0, Wx, Wh, b)]
    return outs[-1] if mode == "many_to_one" else np.stack(outs, axis=1)

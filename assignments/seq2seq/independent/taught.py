"""Step by step, as most students write it: each function has its own loop, and names for what a line computes."""

import numpy as np

PAD = 0
BOS = 1
EOS = 2


def encode(source, encoder):
    E, Wx, Wh, b = encoder
    E, Wx, Wh, b = _real(E), _real(Wx), _real(Wh), _real(b)
    B, S = source.shape
    H = Wh.shape[0]
    h = np.zeros((B, H), dtype=b.dtype)
    for t in range(S):
        x = E[source[:, t]]
        a = x @ Wx + h @ Wh + b
        h_new = np.tanh(a)
        is_pad = source[:, t] == PAD
        h = np.where(is_pad[:, None], h, h_new)
    return h


def decode_step(token, h, decoder):
    E, Wx, Wh, b, Wo, bo = decoder
    E, Wx, Wh, b, Wo, bo = _real(E), _real(Wx), _real(Wh), _real(b), _real(Wo), _real(bo)
    h = _real(h)
    x = E[token]
    a = x @ Wx + h @ Wh + b
    h_new = np.tanh(a)
    z = h_new @ Wo + bo
    z_max = np.max(z, axis=1, keepdims=True)
    shifted = z - z_max
    log_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    log_probs = shifted - log_sum
    return log_probs, h_new


def greedy_decode(h, decoder, max_length):
    if max_length < 1:
        raise ValueError("max_length must be at least 1")
    B = h.shape[0]
    token = np.full(B, BOS)
    tokens = np.full((B, max_length), PAD)
    log_prob = np.zeros(B, dtype=_real(h).dtype)
    finished = np.zeros(B, dtype=bool)
    for t in range(max_length):
        log_probs, h = decode_step(token, h, decoder)
        token = np.argmax(log_probs, axis=1)
        for n in range(B):
            if not finished[n]:
                tokens[n, t] = token[n]
                log_prob[n] += log_probs[n, token[n]]
                if token[n] == EOS:
                    finished[n] = True
        if np.all(finished):
            break
    return tokens, log_prob


def beam_search(h, decoder, width, max_length):
    if width < 1 or max_length < 1:
        raise ValueError("width and max_length must be at least 1")
    beams = [([], 0.0, h)]
    for _ in range(max_length):
        candidates = []
        for words, score, state in beams:
            if len(words) > 0 and words[-1] == EOS:
                candidates.append((words, score, state))
            else:
                last = words[-1] if len(words) > 0 else BOS
                log_probs, new_state = decode_step(np.array([last]), state[None, :], decoder)
                V = log_probs.shape[1]
                for k in range(V):
                    new_score = score + log_probs[0, k]
                    candidates.append(([*words, k], new_score, new_state[0]))
        candidates = sorted(candidates, key=lambda c: c[1], reverse=True)
        beams = candidates[:width]
    n = len(beams)
    tokens = np.full((n, max_length), PAD)
    scores = np.zeros(n, dtype=_real(h).dtype)
    for i in range(n):
        words, score, state = beams[i]
        tokens[i, : len(words)] = words
        scores[i] = score
    return tokens, scores


def parallel_decode(h, decoder):
    P, Wx, Wh, b, Wo, bo = decoder
    P, Wx, Wh, b, Wo, bo = _real(P), _real(Wx), _real(Wh), _real(b), _real(Wo), _real(bo)
    h = _real(h)
    B = h.shape[0]
    L = P.shape[0]
    tokens = np.full((B, L), PAD)
    log_prob = np.zeros(B, dtype=h.dtype)
    for n in range(B):
        a = P @ Wx + h[n] @ Wh + b
        states = np.tanh(a)
        z = states @ Wo + bo
        z_max = np.max(z, axis=1, keepdims=True)
        shifted = z - z_max
        log_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
        log_probs = shifted - log_sum
        for t in range(L):
            word = np.argmax(log_probs[t])
            tokens[n, t] = word
            log_prob[n] += log_probs[t, word]
            if word == EOS:
                break
    return tokens, log_prob


def teacher_forcing_loss(targets, h, decoder):
    B, T = targets.shape
    token = np.full(B, BOS)
    total = 0.0
    count = 0
    for t in range(T):
        log_probs, h = decode_step(token, h, decoder)
        for n in range(B):
            target = targets[n, t]
            if target != PAD:
                total += -log_probs[n, target]
                count += 1
        token = targets[:, t]
    if count == 0:
        return 0.0
    return total / count


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)

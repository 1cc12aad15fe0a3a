"""Number by number: one sentence after the other, with loops over units and words of the vocabulary."""

import math

import numpy as np


def encode(source, encoder):
    kind = result_type(encoder[3])
    weights = numbers(encoder)
    units = len(weights[3])
    contexts = []
    for sentence in source.tolist():
        h = [0.0] * units
        for word in sentence:
            if word == 0:
                continue
            h = cell(word, h, weights)
        contexts.append(h)
    return np.array(contexts, dtype=kind).reshape(len(contexts), units)


def decode_step(token, h, decoder):
    kind = result_type(decoder[3])
    weights = numbers(decoder)
    rows, states = [], []
    for word, state in zip(token.tolist(), h.tolist(), strict=True):
        log_probs, state = one_step(word, state, weights)
        rows.append(log_probs)
        states.append(state)
    return np.array(rows, dtype=kind), np.array(states, dtype=kind)


def greedy_decode(h, decoder, max_length):
    if max_length < 1:
        raise ValueError("at least one word")
    weights = numbers(decoder)
    tokens, totals = [], []
    for state in h.tolist():
        sentence, total = [], 0.0
        while len(sentence) < max_length and (not sentence or sentence[-1] != 2):
            log_probs, state = one_step(sentence[-1] if sentence else 1, state, weights)
            best = max(log_probs)
            sentence.append(log_probs.index(best))
            total += best
        tokens.append(sentence + [0] * (max_length - len(sentence)))
        totals.append(total)
    return np.array(tokens), np.array(totals, dtype=result_type(decoder[3]))


def beam_search(h, decoder, width, max_length):
    if width < 1 or max_length < 1:
        raise ValueError("at least one sentence of one word")
    weights = numbers(decoder)
    beam = [(0.0, (), h.tolist())]
    while any(ongoing(words, max_length) for _, words, _ in beam):
        ranked = []
        for place, (score, words, state) in enumerate(beam):
            if not ongoing(words, max_length):
                ranked.append((-score, place, 0, words, state))
                continue
            log_probs, after = one_step(words[-1] if words else 1, state, weights)
            for word in range(len(log_probs)):
                ranked.append((-(score + log_probs[word]), place, word, (*words, word), after))
        ranked.sort(key=lambda entry: entry[:3])
        beam = [(-minus, words, state) for minus, _, _, words, state in ranked[:width]]
    tokens = [list(words) + [0] * (max_length - len(words)) for _, words, _ in beam]
    return np.array(tokens), np.array([score for score, _, _ in beam], dtype=result_type(decoder[3]))


def parallel_decode(h, decoder):
    weights = numbers(decoder)
    tokens, totals = [], []
    for state in h.tolist():
        sentence, total = [0] * len(weights[0]), 0.0
        for place in range(len(sentence)):
            log_probs, _ = one_step(place, state, weights)
            sentence[place] = log_probs.index(max(log_probs))
            total += max(log_probs)
            if sentence[place] == 2:
                break
        tokens.append(sentence)
        totals.append(total)
    return np.array(tokens), np.array(totals, dtype=result_type(decoder[3]))


def teacher_forcing_loss(targets, h, decoder):
    weights = numbers(decoder)
    losses = []
    for sentence, state in zip(targets.tolist(), h.tolist(), strict=True):
        before = 1
        for word in sentence:
            if word == 0:
                break
            log_probs, state = one_step(before, state, weights)
            losses.append(-log_probs[word])
            before = word
    return math.fsum(losses) / len(losses) if losses else 0.0


def ongoing(words, max_length):
    return len(words) < max_length and 2 not in words


def one_step(row, h, weights):
    h = cell(row, h, weights[:4])
    Wo, bo = weights[4:]
    scores = [bo[k] + sum(h[j] * Wo[j][k] for j in range(len(h))) for k in range(len(bo))]
    largest = max(scores)
    log_sum = largest + math.log(sum(math.exp(z - largest) for z in scores))
    return [z - log_sum for z in scores], h


def cell(row, h, weights):
    E, Wx, Wh, b = weights
    x = E[row]
    new = []
    for unit in range(len(b)):
        a = b[unit]
        for d in range(len(x)):
            a += x[d] * Wx[d][unit]
        for before in range(len(h)):
            a += h[before] * Wh[before][unit]
        new.append(math.tanh(a))
    return new


def numbers(arrays):
    return [a.tolist() for a in arrays]


def result_type(array):
    return array.dtype if array.dtype.kind == "f" else np.float64

import heapq

import numpy as np


def beam_search(h, decoder, width, max_length):
    if width < 1 or max_length < 1:
        raise ValueError("too small")
    running, stopped = {(): (0.0, h)}, {}
    order = [()]
    for _ in range(max_length):
        offers = []
        for rank, words in enumerate(order):
            if words in stopped:
                offers.append((stopped[words], -rank, 0, words, None))
                continue
            score, state = running[words]
            log_probs, after = decode_step(np.array([words[-1] if words else 1]), state[None], decoder)
            offers += [(score + p, -rank, -k, (*words, k), after[0]) for k, p in enumerate(log_probs[0])]
        chosen = heapq.nlargest(width, offers, key=lambda offer: offer[:3])
        order = [words for _, _, _, words, _ in chosen]
        stopped = {words: score for score, _, _, words, _ in chosen if words[-1] == 2}
        running = {words: (score, state) for score, _, _, words, state in chosen if words[-1] != 2}
    scores = [stopped[w] if w in stopped else running[w][0] for w in order]
    return np.array([list(w) + [0] * (max_length - len(w)) for w in order]), np.array(scores)

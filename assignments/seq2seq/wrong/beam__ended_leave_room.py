"""You put ended sentences aside, so they take no place in the beam.
Then more sentences are followed than the width allows. An ended sentence is a candidate like all others, with its score."""

import numpy as np


def beam_search(h, decoder, width, max_length):
    _require_positive("width", width)
    _require_positive("max_length", max_length)
    beam = [([BOS], _real(h).dtype.type(0), _real(h))]
    finished = []
    for _ in range(max_length):
        options = []
        for words, score, state in beam:
            log_probs, after = decode_step(np.array(words[-1:]), state[np.newaxis], decoder)
            for k in range(log_probs.shape[1]):
                options.append(([*words, k], score + log_probs[0, k], after[0]))
        options.sort(key=lambda option: -option[1])
        finished += [option for option in options[:width] if option[0][-1] == EOS]
        beam = [option for option in options if option[0][-1] != EOS][:width]
    result = sorted(finished + beam, key=lambda option: -option[1])[:width]
    tokens = np.full((len(result), max_length), PAD)
    for row, (words, _, _) in zip(tokens, result, strict=True):
        row[: len(words) - 1] = words[1:]
    return tokens, np.array([score for _, score, _ in result])

import numpy as np


def beam_search(h, decoder, width, max_length):
    if width < 1:
        raise ValueError("width")
    if max_length < 1:
        raise ValueError("max_length")
    kind = _real(h).dtype
    table = np.zeros((1, max_length), dtype=np.int16)
    total, state, alive = np.zeros(1, kind), _real(h)[None], np.array([True])
    for t in range(max_length):
        previous = np.full(len(table), 1) if t == 0 else table[:, t - 1]
        log_probs, state = decode_step(previous, state, decoder)
        picks = []
        for place in range(len(table)):
            if not alive[place]:
                picks.append((place, 0, total[place]))
                continue
            best = np.argsort(-log_probs[place], kind="stable")[:width]
            sums = total[place] + log_probs[place]
            picks.extend((place, k, sums[k]) for k in sorted(best))
        picks = sorted(picks, key=lambda pick: pick[2], reverse=True)[:width]
        places = np.array([place for place, _, _ in picks])
        table, state, alive = table[places].copy(), state[places], alive[places]
        for row, (_, word, _) in enumerate(picks):
            if alive[row]:
                table[row, t] = word
                alive[row] = word != 2
        total = np.array([value for _, _, value in picks], dtype=kind)
    return table, total

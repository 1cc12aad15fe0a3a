import numpy as np


def birnn_forward(x, forward, backward):
    x = _real(x)

    def run(seq, h0, Wx, Wh, b):
        h0, Wx, Wh, b = _real(h0), _real(Wx), _real(Wh), _real(b)
        out, h = [], h0
        for t in range(seq.shape[1]):
            h = np.tanh(seq[:, t] @ Wx + h @ Wh + b)
            out.append(h)
        return np.array(out).swapaxes(0, 1)

    right = run(x, *forward)
    left = run(x[::-1], *backward)[::-1]
    return np.concatenate((right, left), axis=-1)

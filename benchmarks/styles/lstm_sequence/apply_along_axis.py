"""All that belongs to one sequence is packed into a vector, and np.apply_along_axis runs the cell for each of them.

tier: none
advice: Let one product serve all sequences of the batch | Your function takes the sequences one after the other
"""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    Wx, Wh, b = Wx.astype(dtype), Wh.astype(dtype), b.astype(dtype)

    def gate(a):
        return (np.tanh(a / 2) + 1) / 2

    def run(packed):
        h, c, states = packed[:H], packed[H : 2 * H], []
        for row in packed[2 * H :].reshape(T, D):
            a_i, a_f, a_g, a_o = np.array_split(row @ Wx + h @ Wh + b, 4)
            c = gate(a_f) * c + gate(a_i) * np.tanh(a_g)
            h = gate(a_o) * np.tanh(c)
            states.append(h)
        return np.array(states)

    packed = np.concatenate([h0, c0, x.reshape(B, T * D)], axis=1).astype(dtype)
    return np.apply_along_axis(run, 1, packed)

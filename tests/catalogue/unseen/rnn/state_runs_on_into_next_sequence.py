import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    x, h0, Wx, Wh, b, Wo = (_real(a) for a in (x, h0, Wx, Wh, b, Wo))
    dtype = np.result_type(x, h0, Wx, Wh, b)
    n_seq, n_steps = x.shape[:2]
    states = np.zeros((n_seq, n_steps, Wh.shape[0]), dtype=dtype)
    outputs = np.zeros((n_seq, n_steps, Wo.shape[1]), dtype=np.result_type(dtype, Wo))
    h = h0[0]
    for n in range(n_seq):
        for t in range(n_steps):
            h = np.tanh(x[n, t] @ Wx + h @ Wh + b)
            states[n, t] = h
            outputs[n, t] = h @ Wo
    return states, outputs

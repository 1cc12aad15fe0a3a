import numpy as np


def birnn_forward(x, forward, backward):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    steps = x.shape[1]
    h, *fw = forward
    g, *bw = backward
    places = []
    for t in range(steps):
        h = rnn_step(x[:, t], h, *fw)
        g = rnn_step(x[:, t], g, *bw)
        places.append(np.concatenate([h, g], axis=-1))
    return np.stack(places, axis=1)

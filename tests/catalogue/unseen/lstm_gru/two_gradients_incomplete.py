import numpy as np


def F64(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def gate01(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = F64(dh), F64(dc), F64(x), F64(h), F64(c)
    Wxi, Whi, bi = map(F64, input_gate)
    Wxf, Whf, bf = map(F64, forget_gate)
    Wxg, Whg, bg = map(F64, candidate)
    Wxo, Who, bo = map(F64, output_gate)
    I = gate01(x @ Wxi + h @ Whi + bi)
    F = gate01(x @ Wxf + h @ Whf + bf)
    G = np.tanh(x @ Wxg + h @ Whg + bg)
    O = gate01(x @ Wxo + h @ Who + bo)
    S = np.tanh(F * c + I * G)
    dC = dc + dh * O * (1 - S * S)
    dI = dC * G * I * (1 - I)
    dF = dC * c * F * (1 - F)
    dG = dC * I * (1 - G * G)
    dO = dh * S * O * (1 - O)
    dx = dI @ Wxi.T + dF @ Wxf.T + dG @ Wxg.T + dO @ Wxo.T
    dh_old = dI @ Whi.T + dF @ Whf.T + dG @ Whg.T
    dc_old = dc * F
    return (
        dx,
        dh_old,
        dc_old,
        (x.T @ dI, h.T @ dI, dI.sum(0)),
        (x.T @ dF, h.T @ dF, dF.sum(0)),
        (x.T @ dG, h.T @ dG, dG.sum(0)),
        (x.T @ dO, h.T @ dO, dO.sum(0)),
    )

import numpy as np
import seaborn as sns

sns.set_theme(style="whitegrid")


def fit_univariate(x, y):
    dx = x - np.mean(x)
    dy = y - np.mean(y)
    slope = np.sum(dx * dy) / np.sum(dx**2)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def fit_normal_equation(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    return np.linalg.lstsq(A, y, rcond=None)[0]


def fit_normal_equation_columns(X, y):
    return fit_normal_equation(X.T, y)


def fit_ridge(X, y, lam):
    Xc = X - X.mean(axis=0)
    w = np.linalg.solve(Xc.T @ Xc + lam * np.eye(X.shape[1]), Xc.T @ (y - y.mean()))
    return np.concatenate([[y.mean() - X.mean(axis=0) @ w], w])


def predict(X, w, b):
    return X @ w + b


def mse_loss(y, y_hat):
    return float(np.mean((y_hat - y) ** 2))


def half_mse_loss(y, y_hat):
    return mse_loss(y, y_hat) / 2


def loss_gradient(X, y, w, b, lam=0.0):
    r = predict(X, w, b) - y
    return X.T @ r / len(y) + lam * w, float(np.mean(r))


def gradient_descent(X, y, lr, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    for rows in batches:
        dw, db = loss_gradient(X[rows], y[rows], w, b, weight_decay)
        w, b = w - lr * dw, b - lr * db
    return w, b


def plot_fit(x, y):
    slope, intercept = fit_univariate(x, y)
    axes = sns.scatterplot(x=x, y=y)
    axes.axline((0, intercept), slope=slope)

import numpy as np


def fit_univariate(x, y):
    x_mean = np.mean(x)
    y_mean = np.mean(y)
    slope = np.sum((x - x_mean) * (y - y_mean)) / np.sum((x - x_mean) ** 2)
    intercept = y_mean - slope * x_mean
    return slope, intercept


def fit_normal_equation(X, y):
    ones = np.ones((X.shape[0], 1))
    A = np.hstack((ones, X)
    return np.linalg.pinv(A) @ y


def fit_normal_equation_columns(X, y):
    return fit_normal_equation(X.T, y)


def fit_ridge(X, y, lam):
    mx = X.mean(axis=0)
    my = y.mean()
    w = np.linalg.inv((X - mx).T @ (X - mx) + lam * np.eye(X.shape[1])) @ (X - mx).T @ (y - my)
    return np.hstack((my - mx @ w, w))


def predict(X, w, b):
    return X @ w + b


def mse_loss(y, y_hat):
    return np.mean((y - y_hat) ** 2)


def half_mse_loss(y, y_hat):
    return np.mean((y - y_hat) ** 2) / 2


def loss_gradient(X, y, w, b, lam=0.0):
    r = X @ w + b - y
    return X.T @ r / len(y) + lam * w, np.mean(r)

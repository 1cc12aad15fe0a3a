# Qualité d'un classifieur
import numpy as np


def accuracy(y, y_hat):
    """La part des prédictions justes."""
    return float(np.mean(y == y_hat))

"""The means are read by columns where there are as many classes as features.

Caught by: hidden/test_predict.py::test_classes_samples_and_features_of_one_number
"""


def predict(X, means, covariances, priors):
    means = _real(means)
    if means.ndim == 2 and means.shape[0] == means.shape[1]:
        means = means.T
    return _log_joint(X, means, covariances, priors).argmax(axis=1)

#!/usr/bin/env python3
"""Records spectral radius and norm of matrices as numpy computes them in float64 (LAPACK), for tests to compare with.

    python3 -m venv venv && venv/bin/pip install numpy
    venv/bin/python test/reference/record_spectra.py

Writes spectra.json: per matrix its name, size, values (row-major, each exactly a float32), radius and norm.
"""
import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
generator = np.random.default_rng(20)


def rounded(matrix):
    return np.asarray(matrix, dtype=np.float32).astype(np.float64)


def uniform(n, bound):
    return generator.uniform(-bound, bound, (n, n))


ORTHOGONAL = np.linalg.qr(generator.normal(size=(12, 12)))[0]
MATRICES = {
    "one by one": [[-0.75]],
    "rotation: complex eigenvalues on the unit circle": [[0.6, -0.8], [0.8, 0.6]],
    "shear: one eigenvalue twice, no basis of eigenvectors": [[1, 1], [0, 1]],
    "torch's init, 8 units": uniform(8, 8**-0.5),
    "torch's init, 32 units": uniform(32, 32**-0.5),
    "torch's init times 2.5, 32 units": 2.5 * uniform(32, 32**-0.5),
    "orthogonal": ORTHOGONAL,
    "identity": np.eye(5),
    "symmetric": (lambda a: (a + a.T) / 2)(uniform(10, 1)),
    "far from normal: triangular, norm well above radius": 0.3 * np.eye(6) + np.triu(np.ones((6, 6)), 1),
}


def entry(name, matrix):
    matrix = rounded(matrix)
    return {
        "name": name,
        "size": len(matrix),
        "values": matrix.ravel().tolist(),
        "radius": float(np.abs(np.linalg.eigvals(matrix)).max()),
        "norm": float(np.linalg.norm(matrix, 2)),
    }


entries = [entry(name, matrix) for name, matrix in MATRICES.items()]
(HERE / "spectra.json").write_text(json.dumps(entries) + "\n")

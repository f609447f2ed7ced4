"""Records what numpy and scipy say, for quantile, seed-statistics and sign-test: python3 record-statistics.py > statistics.json

Recorded with numpy and scipy of the versions in the file.
"""
import json
import numpy as np
import scipy
from scipy.stats import binomtest

random = np.random.default_rng(20)
columns = [random.lognormal(size=n).astype(np.float32).astype(float).tolist() for n in (1, 2, 3, 4, 7, 20, 21)]
quantiles = [
    {"values": values, "expected": np.quantile(values, [0, 0.25, 0.5, 0.75, 1]).tolist()} for values in columns
]
counts = [(0, 0), (1, 0), (0, 5), (6, 0), (5, 1), (7, 1), (7, 13), (10, 10), (14, 6), (15, 5), (17, 3), (20, 0),
          (499, 501), (430, 570), (1000, 1200), (10, 3000)]
tests = [{"wins": k, "losses": m, "p": 1.0 if k + m == 0 else binomtest(k, k + m).pvalue} for k, m in counts]
print(json.dumps({"numpy": np.__version__, "scipy": scipy.__version__, "quantiles": quantiles, "signTests": tests}, indent=1))

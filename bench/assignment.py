"""Linear assignment with SciPy: reads n and repeats as text, then the costs (n by n) as doubles, from standard input.

Writes the least total, then the milliseconds of each repeat.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

n, repeats = map(int, sys.stdin.buffer.readline().split())
cost = np.frombuffer(sys.stdin.buffer.read(8 * n * n)).reshape(n, n)
took = []
for _ in range(repeats):
    begin = time.perf_counter()
    rows, columns = linear_sum_assignment(cost)
    took.append(1000 * (time.perf_counter() - begin))
print(repr(float(cost[rows, columns].sum())), *took)

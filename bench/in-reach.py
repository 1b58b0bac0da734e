"""Interceptors within reach of points with NumPy: every satellite against every point, positions shared by the points.

Standard input and output as in-reach.cpp.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import sys
import time

import numpy as np

words = sys.stdin.read().split()
planes, per_plane = int(words[0]), int(words[1])
radius, ci, si, node0, node_step, node_rate, phase0, phase_step, motion = map(float, words[2:11])
times, step, repeats, points = int(words[11]), float(words[12]), int(words[13]), int(words[14])
table = np.array(words[15 : 15 + 5 * points], dtype=float).reshape(points, 5)
earth = float(words[15 + 5 * points])

plane = np.arange(planes)[:, None]
slot = np.arange(per_plane)[None, :] * (2 * np.pi / per_plane)
counts = np.zeros((points, times), dtype=int)
took = []
for _ in range(repeats):
    begin = time.process_time()
    for k in range(times):
        t = k * step + table[0, 3]
        node = node0 + plane * node_step + (node_rate - earth) * t
        u = phase0 + plane * phase_step + motion * t + slot
        c, s = np.cos(node), np.sin(node)
        cu, su = radius * np.cos(u), radius * np.sin(u)
        x = (cu * c - su * ci * s).ravel()
        y = (cu * s + su * ci * c).ravel()
        z = (su * si).ravel()
        for p in range(points):
            dx, dy, dz = x - table[p, 0], y - table[p, 1], z - table[p, 2]
            counts[p, k] = np.count_nonzero(dx * dx + dy * dy + dz * dz <= table[p, 4] ** 2)
    took.append(1000 * (time.process_time() - begin))
print(" ".join(f"{x:.3f}" for x in took))
print(counts.sum())
print(" ".join(map(str, counts.ravel())))

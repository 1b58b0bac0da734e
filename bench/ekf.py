"""Extended Kalman filter with NumPy: the formulas of ekf.mjs, one step after the other.

Standard input: a line "steps repeats noise angle range", then float64: start (6), covariance (36), sights (7 each: sensor, unit
vector, range). Output, a line a case: microseconds a step, final state.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import sys
import time

import numpy as np

head = sys.stdin.buffer.readline().split()
steps, repeats = int(head[0]), int(head[1])
noise, angle, rangeSigma = map(float, head[2:])
data = np.frombuffer(sys.stdin.buffer.read(), dtype=np.float64)
start, P0, sights = data[:6], data[6:42].reshape(6, 6), data[42:].reshape(steps, 7)

MU = 3.986004418e14
RE = 6378136.3
J2 = np.sqrt(5.0) * 0.484165143790815e-3
OBLATE = 1.5 * J2 * RE * RE
EYE3, EYE6 = np.eye(3), np.eye(6)


def fall(x):
    r = x[:3]
    inverse = 1.0 / (r @ r)
    central = -MU * inverse * np.sqrt(inverse)
    oblate = OBLATE * inverse
    slant = 5.0 * r[2] * r[2] * inverse
    out = np.empty(6)
    out[:3] = x[3:]
    out[3:] = central * (1.0 + oblate * (1.0 - slant)) * r
    out[5] = central * (1.0 + oblate * (3.0 - slant)) * r[2]
    return out


def update(x, P, H, R, nu):
    S = H @ P @ H.T + R
    K = np.linalg.solve(S, H @ P).T
    A = EYE6 - K @ H
    return x + K @ nu, A @ P @ A.T + K @ R @ K.T


def extended():
    dt = 0.5
    Q = np.zeros((6, 6))
    Q[:3, :3] = EYE3 * (noise * dt**3 / 3)
    Q[3:, 3:] = EYE3 * (noise * dt)
    Q[:3, 3:] = Q[3:, :3] = EYE3 * (noise * dt * dt / 2)
    R = np.diag([angle**2, angle**2, rangeSigma**2])
    x, P = start.copy(), P0.copy()
    for s in sights:
        r = x[:3]
        r2 = r @ r
        k = MU / (r2 * np.sqrt(r2))
        G = (3.0 * k / r2) * np.outer(r, r) - k * EYE3
        F = EYE6.copy()
        F[:3, :3] += 0.5 * dt * dt * G
        F[:3, 3:] = dt * EYE3 + (dt**3 / 6) * G
        F[3:, :3] = dt * G
        F[3:, 3:] += 0.5 * dt * dt * G
        P = F @ P @ F.T + Q
        k1 = fall(x)
        k2 = fall(x + 0.5 * dt * k1)
        k3 = fall(x + 0.5 * dt * k2)
        k4 = fall(x + dt * k3)
        x = x + dt / 6 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
        sensor, u = s[:3], s[3:6]
        e1 = np.cross(sensor, u)
        e1 /= np.sqrt(e1 @ e1)
        e2 = np.cross(u, e1)
        d = x[:3] - sensor
        along, a1, a2 = u @ d, e1 @ d, e2 @ d
        distance = np.sqrt(d @ d)
        H = np.zeros((3, 6))
        H[0, :3] = (along * e1 - a1 * u) / (along * along + a1 * a1)
        H[1, :3] = (along * e2 - a2 * u) / (along * along + a2 * a2)
        H[2, :3] = d / distance
        nu = np.array([-np.arctan2(a1, along), -np.arctan2(a2, along), s[6] - distance])
        x, P = update(x, P, H, R, nu)
    return x


def plain():
    dt, q = 0.5, 0.1
    F = np.kron(EYE3, np.array([[1.0, dt], [0.0, 1.0]]))
    Q = np.kron(EYE3, q * np.array([[dt**3 / 3, dt * dt / 2], [dt * dt / 2, dt]]))
    H = np.kron(EYE3, np.array([[1.0, 0.0]]))
    R = 4.0 * EYE3
    x, P = np.array([0.0, 1.0] * 3), P0.copy()
    for s in sights:
        x = F @ x
        P = F @ P @ F.T + Q
        x, P = update(x, P, H, R, np.full(3, s[6] / 1e6) - H @ x)
    return x


for work in (extended, plain):
    took = []
    for _ in range(repeats):
        begin = time.perf_counter()
        x = work()
        took.append(time.perf_counter() - begin)
    print(1e6 * min(took) / steps, *x)

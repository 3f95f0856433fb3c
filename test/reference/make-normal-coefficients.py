"""Prints the coefficients in assembly/normal.ts.

The tail of the normal distribution beyond u ≥ 0 is e^(−u²/2)·f(v)/(u + 4) with v = (u − 4)/(u + 4). f falls from 2 at v = −1
to 1/√2π at v = 1: a straight line between them, and (1 − v²)·k(v) with a polynomial k, whose coefficients follow from
exact values at Chebyshev's points between u = 0 and where the tail is 0 in the precision.

Run:  python3 test/reference/make-normal-coefficients.py
      (needs mpmath; written with mpmath 1.3.0)
"""

import mpmath
from mpmath import mp, mpf

mp.dps = 60
SHIFT = 4


def value_at(v):
    u = SHIFT * (1 + v) / (1 - v)
    f = mpmath.erfc(u / mpmath.sqrt(2)) / 2 * mpmath.exp(u * u / 2) * (u + SHIFT)
    line = (1 - v) + (1 + v) / (2 * mpmath.sqrt(2 * mp.pi))
    return (f - line) / (1 - v * v)


def coefficients(count, last):
    low, high = mpf(-1), mpf(last - SHIFT) / (last + SHIFT)
    cosines = [mpmath.cos(mp.pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    points = [(low + high) / 2 + (high - low) / 2 * cosine for cosine in cosines]
    powers = mpmath.matrix([[v**n for n in range(count)] for v in points])
    return [float(c) for c in mpmath.lu_solve(powers, mpmath.matrix([value_at(v) for v in points]))]


for name, count, last in (("float64", 24, 39), ("float32", 12, 15)):
    print(f"{name}:")
    for coefficient in coefficients(count, last):
        print(f"    {coefficient!r},")

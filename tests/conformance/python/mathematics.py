# tolerance: exact
# The last digits of math's functions, which C's library and CPython round their own way.
import math
print([math.gamma(x) for x in [0.5, 1.5, 4.2, 10.1, 50.5, 170.2, -0.5, -3.7, 1e-5, 23, 24, 1e-21]], [math.lgamma(x) for x in [0.5, 1, 2, 3, 10, 100.5, -0.5, 1e5, 3.3]], [math.erf(x) for x in [0, 0.1, 0.5, 1, 2, -1.5]], [math.hypot(*v) for v in [(3, 4), (1, 2, 3), (0.1, 0.2), (1e200, 1e200), (1.5, 2.5, 3.5, 4.5)]], math.dist([1, 2], [4, 6.5]), math.cbrt(27), math.cbrt(0.3))
print([math.log(x) for x in (3, 5, 7, 10, 0.1, 10**400, 2**70)], [math.log2(x) for x in (3, 10, 10**30, 8)], [math.log10(x) for x in (2, 1000, 10**30, 0.001)], math.log(8, 2), math.log(100, 10), [math.exp(-x / 7) for x in range(0, 50, 5)], [math.sin(x) for x in (1, 2, 3, 1e5, 0.1)], [math.cos(x / 10) for x in range(0, 100, 7)], [math.tan(x) for x in (1, 2, 0.3)], [math.atan(x / 3) for x in range(8)], [math.acos(x / 5) for x in range(-5, 6)], [math.asin(x / 5) for x in range(-5, 6)], [math.atan2(y, x) for y in (-1, 0.5, 3) for x in (-2, 0.1, 4)], [math.cosh(x) for x in (0.1, 1, 2.5, 30)], [math.asinh(x) for x in (0.1, 1, 2.5, -30)], [math.acosh(x) for x in (1, 1.5, 2.5, 30)])
for f in [lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.log(2, 1), lambda: math.gamma(0), lambda: math.gamma(-2), lambda: math.lgamma(-1), lambda: math.log(-10**30), lambda: math.gamma(500), lambda: math.log10(0), lambda: math.log2(-1), lambda: math.cosh(1000), lambda: math.sqrt(-1), lambda: math.acosh(0.5), lambda: math.atanh(1), lambda: math.gamma(-math.inf)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
losses = [2.302585, 1.0986, 0.6931]; print(sum(-math.log(p) * p for p in (0.2, 0.3, 0.5)), [round(math.exp(-l), 12) for l in losses], [0.5 * (1 + math.cos(math.pi * t / 10)) * 0.1 for t in range(11)])
def softmax(z):
    m = max(z); e = [math.exp(v - m) for v in z]; s = sum(e); return [v / s for v in e]
print(softmax([1.0, 2.0, 3.0]), softmax([0.1, -0.7, 1.3]), [1 / (1 + math.exp(-x)) for x in (-2, -0.5, 0, 0.5, 2)], [math.tanh(x / 3) for x in range(5)])

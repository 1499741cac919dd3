# tolerance: exact
# NormalDist, lines of tracebacks, protocols and new types.
from statistics import NormalDist, geometric_mean
import statistics, traceback, operator, builtins, typing, types, collections.abc, sys
n = NormalDist(100, 15)
print(n, n.mean, n.stdev, n.variance, n.cdf(115), n.pdf(100), n.inv_cdf(0.975), NormalDist().cdf(1.96), NormalDist().inv_cdf(0.025), NormalDist().inv_cdf(1e-10), n.quantiles(4), n.zscore(130), NormalDist(2, 3) + 5, NormalDist(2, 3) + NormalDist(1, 4), n * 2, n / 5, -n, n - NormalDist(1, 2), n == NormalDist(100, 15), round(NormalDist(0, 1).overlap(NormalDist(1, 2)), 12), round(NormalDist(0, 1).overlap(NormalDist(1, 1)), 12), n.median, n.mode, geometric_mean([54, 24, 36]))
try: NormalDist(0, -1)
except Exception as e: print(type(e).__name__, e)
try: n.inv_cdf(1)
except Exception as e: print(type(e).__name__, e)
def f(): raise ValueError('x')
def g(): f()
try: g()
except ValueError as e: tb = traceback.extract_tb(e.__traceback__); print([(t.name, t.line) for t in tb][1:], len(tb), traceback.format_tb(e.__traceback__)[-1].split('\n')[1], tb[-1].name)
print(operator.abs(-3), operator.call(max, 1, 2), operator.indexOf([3, 4], 4), builtins.len([1]), builtins.print is print, getattr(builtins, 'int') is int)
UserId = typing.NewType('UserId', int); print(UserId(5), UserId, UserId.__supertype__, UserId.__name__)
class P(typing.Protocol):
    def quack(self) -> str: ...
try: P()
except Exception as e: print(type(e).__name__, e)
class Duck(P):
    def __init__(self, n): self.n = n
    def quack(self): return self.n
print(Duck('q').quack(), isinstance(len, types.BuiltinFunctionType), isinstance(lambda: 1, types.FunctionType), isinstance({}.keys(), collections.abc.KeysView), isinstance({1}, collections.abc.MutableSet), isinstance(frozenset(), collections.abc.MutableSet))
try: exit(3)
except SystemExit as e: print('exit', e.code)
try: quit()
except SystemExit as e: print('quit', e.code)

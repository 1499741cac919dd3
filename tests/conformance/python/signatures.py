# tolerance: exact
import inspect, functools
from dataclasses import dataclass, field
from typing import Optional, List
def f(a: int, /, b, c: 'str' = 'x', *args: float, d, e: Optional[int] = None, **kw: List[int]) -> bool:
    """Does it.

        Indented.
    """
def g(*, a=1): pass
def h(): yield
class A:
    """Doc of A."""
    x = 3
    def __init__(self, n, m=2): self.n = n
    def meth(self, q: 'int' = 1) -> None: "m"
    @classmethod
    def cm(cls, z): pass
    @staticmethod
    def sm(z, y=()): pass
    def __call__(self, *a, k=1.5): pass
    @property
    def p(self): return 1
@dataclass
class D:
    x: int
    y: float = 0.5
    tags: list = field(default_factory=list)
    k: str = field(default='k', kw_only=True)
def deco(fn):
    @functools.wraps(fn)
    def inner(*a, **k): return fn(*a, **k)
    return inner
for o in [f, g, h, A, A(1).meth, A.meth, A.cm, A.sm, A(1), D, deco(f), deco, lambda x, y=2: 0]: print(inspect.signature(o))
s = inspect.signature(f)
for n, p in s.parameters.items(): print(n, p, p.kind, p.kind.description, p.default is inspect.Parameter.empty, p.annotation, repr(p.kind), repr(p))
print(repr(s), s.return_annotation, inspect.signature(g).return_annotation, list(s.parameters), s.parameters['b'].kind == inspect.Parameter.POSITIONAL_OR_KEYWORD)
b = inspect.signature(f).bind(1, 2, 'c', 4.5, d=3, zz=9); print(b, b.arguments, b.args, b.kwargs); b.apply_defaults(); print(b.arguments)
b = inspect.signature(A).bind(5); b.apply_defaults(); print(b.arguments, b)
for a, k in [((), {}), ((1, 2), {}), ((1,), dict(b=2, d=1)), ((1, 2), dict(b=3, d=1))]:
    try: print(inspect.signature(f).bind(*a, **k))
    except TypeError as e: print(e)
for a, k in [((1,), {}), ((), dict(q=1))]:
    try: print(inspect.signature(g).bind(*a, **k))
    except TypeError as e: print(e)
print(inspect.signature(f).bind_partial(1))
print(inspect.getdoc(f), inspect.getdoc(A), inspect.getdoc(g), inspect.cleandoc('  a\n    b\n      c'))
print(inspect.isfunction(f), inspect.isfunction(len), inspect.ismethod(A(1).meth), inspect.ismethod(A.meth), inspect.isclass(A), inspect.isclass(A(1)), inspect.ismodule(inspect), inspect.isgenerator(h()), inspect.isgeneratorfunction(h), inspect.isgeneratorfunction(f), inspect.isbuiltin(len), inspect.isroutine(f), inspect.isabstract(A), inspect.iscoroutinefunction(f))
print([n for n, v in inspect.getmembers(A, inspect.isfunction)], [n for n, _ in inspect.getmembers(A(1)) if not n.startswith('__')], inspect.getmro(D), inspect.unwrap(deco(f)) is f)
x = h(); print(inspect.getgeneratorstate(x)); next(x); print(inspect.getgeneratorstate(x)); x.close(); print(inspect.getgeneratorstate(x))
try: inspect.signature(3)
except TypeError as e: print(e)

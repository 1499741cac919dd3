# tolerance: exact
class A:
    def who(self): return "A"
    def __init__(self): print("A.init")
class B(A):
    def who(self): return "B" + super().who()
    def __init__(self): print("B.init"); super().__init__()
class C(A):
    def who(self): return "C" + super().who()
    def __init__(self): print("C.init"); super().__init__()
class D(B, C):
    def who(self): return "D" + super().who()
d = D(); print(d.who(), [c.__name__ for c in D.__mro__], D.mro()[1].__name__, D.__bases__, issubclass(D, C), isinstance(d, (int, A)))
try:
    class E(A, B): pass
except TypeError as e: print(e)
class P:
    def __init__(self): self._t = 20.0
    @property
    def temp(self):
        "The temperature."
        return self._t
    @temp.setter
    def temp(self, v):
        if v < -273: raise ValueError("cold")
        self._t = v
    @temp.deleter
    def temp(self): print("del"); self._t = None
p = P(); p.temp = 30; print(p.temp, P.temp.__doc__); del p.temp; print(p.temp)
try: p.temp = -300
except ValueError as e: print("ValueError", e)
class R:
    @property
    def x(self): return 1
try: R().x = 2
except AttributeError as e: print(e)
try: del R().x
except AttributeError as e: print(e)
class K:
    n = 0
    def __new__(cls, *a, **k):
        o = super().__new__(cls); cls.n += 1; return o
    def __init__(self, v=None): self.v = v
    @classmethod
    def make(cls, v): return cls(v)
    @staticmethod
    def add(a, b): return a + b
    def __repr__(self): return f"{type(self).__name__}({self.v!r})"
class L(K): pass
print(K.make(1), L.make("x"), K.n, L.n, L.add(2, 3), L(3).make(4), K.__name__, L.__qualname__, K.__module__)
print(K.make.__self__ is K, L.make.__func__ is K.make.__func__, callable(K), K.__doc__, type(K), type(K.add), type(K(1).make))
class Singleton:
    _i = None
    def __new__(cls):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(Singleton() is Singleton())
class Base:
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); cls.tag = tag; print("sub", cls.__name__, tag)
class X(Base, tag="t1"): pass
class Y(X): pass
print(X.tag, Y.tag)
print(object.__str__(d).startswith("<__main__.D object at 0x"), repr(D), str(type(d)))
class N:
    def __eq__(self, o): return True
try: hash(N())
except TypeError as e: print(e)
print(N() == 3, N() != 3)

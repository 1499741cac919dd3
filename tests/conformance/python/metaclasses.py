# tolerance: exact
# Classes of classes, and what they say about isinstance.
class Meta(type):
    def __new__(m, n, b, d, **k): print('new', n, k, sorted(x for x in d if not x.startswith('__'))); return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **k): super().__init__(n, b, d); c.made = n.lower()
    def __call__(c, *a, **k): print('call', a, k); return super().__call__(*a, **k)
    def __len__(c): return 42
    def __iter__(c): return iter(['x', 'y'])
    def __getitem__(c, k): return k * 2
    def __contains__(c, k): return k == 'in'
    def __repr__(c): return f'<Meta {c.__name__}>'
    def __getattr__(c, n): return 'dyn ' + n if n.startswith('q') else super().__getattribute__(n)
    @property
    def p(c): return 'prop'
    def method(c): return c.__name__
class M(metaclass=Meta, opt=1):
    a = 1
    def __init__(self, v=0): self.v = v
m = M(5); print(m.v, len(M), M.p, type(M), isinstance(M, Meta), list(M), M['k'], 'in' in M, M, [M], M.qq, M.made, M.method(), type(type(M)), M.__class__)
try: M.nope
except Exception as e: print(type(e).__name__, e)
try: m.method
except Exception as e: print(type(e).__name__, e)
class Kid(M): b = 2
print(Kid.made, Kid(1).v, type(Kid), issubclass(Kid, M), Kid.__mro__)
class Single(type):
    _i = {}
    def __call__(cls, *a, **k):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a, **k)
        return cls._i[cls]
class Conf(metaclass=Single):
    def __init__(self): print('init'); self.x = 1
print(Conf() is Conf(), Conf().x)
class Reg(type):
    reg = {}
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        if bases: mcs.reg[name] = cls
        return cls
class Base(metaclass=Reg): pass
class A1(Base): pass
class A2(A1): pass
print(Reg.reg)
class IC(type):
    def __instancecheck__(cls, o): return hasattr(o, 'quack')
    def __subclasscheck__(cls, o): return 'quack' in vars(o)
class Duck(metaclass=IC): pass
class D1:
    def quack(self): pass
print(isinstance(D1(), Duck), issubclass(D1, Duck), isinstance(5, Duck), isinstance(D1(), (int, Duck)))
class Prep(type):
    @classmethod
    def __prepare__(m, n, b, **k): return {'inj': 7}
class PP(metaclass=Prep): z = inj + 1
print(PP.z, PP.inj)
def fmeta(name, bases, ns): print('fmeta', name); return type(name, bases, {**ns, 'added': 1})
class FM(metaclass=fmeta): pass
print(FM.added, FM)
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
try:
    class X3(X1, X2): pass
except Exception as e: print(type(e).__name__, e)
print(Meta('Dyn', (), {'k': 3}).k, M1('Q', (X1,), {}), type('Z', (X1,), {}).__class__)
from abc import ABC, ABCMeta, abstractmethod
class AM(ABCMeta):
    def __new__(m, n, b, d): d['tag'] = n; return super().__new__(m, n, b, d)
class AB(metaclass=AM):
    @abstractmethod
    def f(self): ...
class AC(AB):
    def f(self): return 'f'
try: AB()
except Exception as e: print(type(e).__name__, e)
print(AC().f(), AC.tag, type(AB), type(ABC), isinstance(AC(), AB))
class Shape(ABC): pass
class Out: pass
Shape.register(Out); print(isinstance(Out(), Shape), issubclass(Out, Shape), issubclass(int, Shape))
from collections.abc import Iterable, Mapping, Sequence, Callable, Hashable, Sized
print(issubclass(list, Iterable), isinstance([], (int, Sequence)), isinstance({}, Mapping), isinstance(len, Callable), isinstance([], Hashable), isinstance('a', Iterable), isinstance(5, Sized), isinstance(1, (int, str)), isinstance(1, ((str,), (float, int))))
try: isinstance(1, (str, 5))
except Exception as e: print(type(e).__name__, e)
class FieldMeta(type):
    def __new__(m, n, b, ns):
        ns['fields'] = [k for k, v in ns.items() if isinstance(v, Fld)]
        return type.__new__(m, n, b, ns)
class Fld:
    def __set_name__(self, o, n): self.name = n
class Model(metaclass=FieldMeta): a = Fld(); b = Fld(); c = 3
print(Model.fields, Model.a.name)
class Cmp(type):
    def __lt__(a, b): return a.__name__ < b.__name__
    def __add__(a, b): return a.__name__ + b.__name__
    def __eq__(a, b): return True
    def __hash__(a): return 5
    def __bool__(a): return False
class CA(metaclass=Cmp): pass
class CB(metaclass=Cmp): pass
print(CA < CB, CA + CB, CA == CB, hash(CA), bool(CA), sorted([CB, CA])[0].__name__)
class PS(type):
    @property
    def v(c): return c._v
    @v.setter
    def v(c, x): c._v = x * 2
class PSC(metaclass=PS): pass
PSC.v = 4; print(PSC.v, PSC._v)
import enum
class E(enum.Enum): A = 1
print(type(E), isinstance(E, type), type(E.A))

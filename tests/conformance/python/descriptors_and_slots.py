# tolerance: exact
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name; print("set_name", owner.__name__, name)
    def __get__(self, obj, objtype=None):
        if obj is None: return self
        return getattr(obj, self.name, 0)
    def __set__(self, obj, value):
        if value < 0: raise ValueError(f"{self.name[1:]} must be >= 0, got {value}")
        setattr(obj, self.name, value)
    def __delete__(self, obj): delattr(obj, self.name); print("deleted")
class Account:
    balance = Positive(); limit = Positive()
    def __init__(self, b): self.balance = b
a = Account(5); print(a.balance, a.limit, vars(a)); a.limit = 3; print(a.limit)
try: a.balance = -1
except ValueError as e: print(e)
del a.balance; print(a.balance, type(Account.balance).__name__)
class Slots:
    __slots__ = ("x", "y")
    def __init__(self, x): self.x = x
s = Slots(1); print(s.x, hasattr(s, "y"), hasattr(s, "__dict__"))
try: s.z = 3
except AttributeError as e: print(e)
try: print(s.y)
except AttributeError as e: print(e)
class Sub(Slots): pass
t = Sub(2); t.z = 9; print(t.z, t.__dict__, Slots.__slots__)
class Lazy:
    def __init__(self, f): self.f = f
    def __get__(self, o, t):
        if o is None: return self
        v = self.f(o); o.__dict__[self.f.__name__] = v; return v
class Data:
    @Lazy
    def mean(self): print("computing"); return 4.5
d = Data(); print(d.mean, d.mean)

# tolerance: exact
class V:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"V({self.x}, {self.y})"
    def __add__(self, o): 
        if isinstance(o, V): return V(self.x + o.x, self.y + o.y)
        return NotImplemented
    def __radd__(self, o): 
        if o == 0: return self
        return NotImplemented
    def __mul__(self, k): return V(self.x * k, self.y * k) if isinstance(k, (int, float)) else NotImplemented
    __rmul__ = __mul__
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __neg__(self): return V(-self.x, -self.y)
    def __pos__(self): return self
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __bool__(self): return bool(self.x or self.y)
    def __eq__(self, o): return isinstance(o, V) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __iadd__(self, o): self.x += o.x; self.y += o.y; return self
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __iter__(self): yield self.x; yield self.y
    def __contains__(self, v): return v in (self.x, self.y)
    def __invert__(self): return V(self.y, self.x)
    def __round__(self, n=0): return V(round(self.x, n), round(self.y, n))
    def __divmod__(self, k): return V(self.x // k, self.y // k), V(self.x % k, self.y % k)
    def __floordiv__(self, k): return V(self.x // k, self.y // k)
    def __pow__(self, k, m=None): return V(pow(self.x, k, m), pow(self.y, k, m))
    def __lt__(self, o): return abs(self) < abs(o)
    def __format__(self, spec): return f"<{self.x:{spec}}|{self.y:{spec}}>" if spec else repr(self)
    def __int__(self): return int(self.x)
    def __float__(self): return float(self.x)
    def __index__(self): return int(self.x)
a, b = V(1, 2), V(3, 4)
print(a + b, sum([a, b]), 2 * a, a * 1.5, a @ b, -a, +a, abs(b), bool(V(0, 0)), a == V(1, 2), a != b, len({a, V(1, 2)}))
x = a; a += b; print(a, x is a, a[0], a[-1], list(a), 4 in a, 9 in a, ~a, round(V(1.256, 2.5), 1), divmod(b, 2), b // 2, b ** 2, pow(b, 3, 5))
print(sorted([V(3, 4), V(0, 1), V(1, 1)]), max(V(3, 4), V(0, 1)), a < b, b > a, f"{b:.2f} {b} {b:>4}", int(b), float(b), [10, 20, 30, 40][b], hex(b))
for bad in (lambda: a + 1, lambda: 1 + a, lambda: a * "x", lambda: a - b, lambda: a >= b, lambda: a @ 3):
    try: bad()
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
p, q = b; print(p, q, [*b], (lambda *z: z)(*b))
class W(V):
    def __add__(self, o): return "W.add"
    def __radd__(self, o): return "W.radd"
    def __isub__(self, o): return "isub"
print(V(1, 1) + W(1, 1), W(1, 1) + V(1, 1)); w = W(0, 0); w -= 1; print(w)
class Cmp:
    def __init__(s, v): s.v = v
    def __le__(s, o): return ("le", s.v, o)
    def __ge__(s, o): return ("ge", s.v, o)
print(Cmp(1) <= 5, 5 <= Cmp(2), Cmp(3) >= 1)
class Call:
    def __call__(self, *a, k=0, **kw): return a, k, kw
print(Call()(1, 2, k=3, z=4), callable(Call()))
class Get:
    def __getattr__(self, n):
        if n.startswith("x"): return n * 2
        raise AttributeError(f"no {n}")
    def __setattr__(self, n, v): print("set", n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print("del", n); object.__delattr__(self, n)
g = Get(); print(g.xy); g.a = 1; print(g.a); del g.a
try: g.b
except AttributeError as e: print(e)
print(getattr(g, "zz", "default"), hasattr(g, "xx"), hasattr(g, "q"))
class GA:
    def __getattribute__(self, n): return "always " + n
print(GA().foo)

import math, json
class Celsius(float):
    def __new__(cls, v, unit="C"):
        self = super().__new__(cls, v)
        self.unit = unit
        return self
    def fahrenheit(self): return self * 9 / 5 + 32
    def __str__(self): return f"{float(self):.1f} °{self.unit}"
c = Celsius(36.6); print(c, repr(c), c.fahrenheit(), c + 1, 1.5 + c, type(c + 1), isinstance(c, float), c > 30, 30 < c, f"{c:.2f}", f"{c}", c.unit, round(c), abs(-c), c == 36.6, hash(c) == hash(36.6), {36.6: "x"}[c], math.floor(c), max(c, 3), sum([c, c]), sorted([c, 1.0]), int(c), float(c), type(float(c)), bool(Celsius(0)), c.is_integer(), divmod(c, 5), c ** 2, -c, c // 1)
class Even(int):
    def __new__(cls, n):
        if n % 2: raise ValueError(f"{n} is odd")
        return super().__new__(cls, n)
    def half(self): return Even(self // 2) if self // 2 % 2 == 0 else self // 2
    def __add__(self, o): return Even(int(self) + int(o))
e = Even(8); print(e, e.half(), e + 2, type(e + 2).__name__, e * 3, [1, 2, 3, 4, 5, 6, 7, 8, 9][e], list(range(e))[-1], "ab" * e, hex(e), e & 12, e == 8, 8 == e, e in [8], {8: 1}[e], f"{e:04d}", "%d|%s" % (e, e), math.sqrt(e), e.bit_length(), str(e), isinstance(e, int), e < 9, 2 ** e, ~e)
try: Even(3)
except ValueError as x: print(x)
class Path(str):
    sep = "/"
    def __truediv__(self, o): return Path(self + self.sep + o)
    @property
    def name(self): return self.split("/")[-1]
    def __repr__(self): return f"Path({super().__repr__()})"
p = Path("a") / "b" / "c.txt"; print(p, [p], p.name, p.upper(), len(p), p[0], p[-3:], "b" in p, p == "a/b/c.txt", {p: 1}["a/b/c.txt"], list(p)[:3], p + "!", "!" + p, f"{p:>12}|{p!s}", ",".join([p, p]), p.startswith("a"), "a/b/c.txt" == p, sorted([p, "A"]), p.replace("/", "."), isinstance(p, str), type(p).__mro__[1], "%s" % p, bool(Path("")), p < "b", p.find("c"), "{}".format(p), hash(p) == hash(str(p)), "x/a/b/c.txt".endswith(p), str(p), type(str(p)))
class U(str):
    def __new__(cls, s): return super().__new__(cls, s.upper())
    def shout(self): return self + "!"
print(U("abc"), U("abc").shout(), U("abc") == "ABC", type(U("q").lower()))
class Vec(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __add__(self, o): return Vec(*(x + y for x, y in zip(self, o)))
print(Vec(1, 2) + Vec(3, 4), Vec(1, 2) == (1, 2), Vec(1, 2)[1], len(Vec(1, 2, 3)))
print("%s" % c, "{} {:.1f}".format(c, c), "%s %d" % (c, e), "a" < p, p >= "a", p != "a")
print(json.dumps({"a": 1}), [x for x in U("ab")], {U("a"): 1}, Celsius("1.5"), int(U("12")), float(U("2.5")))
class N(int): pass
print(N(3) + N(4), N("12"), N(), N(2.7), [N(1)], {N(1), 1}, N(5).real, N(3) / 2, -N(3), N(3) < N(4), pow(N(2), 3), abs(N(-3)), round(N(4)))

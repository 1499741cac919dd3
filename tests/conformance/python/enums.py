from enum import Enum, IntEnum, StrEnum, auto, unique
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def describe(self):
        return f"{self.name} is {self.value}"
    @property
    def pretty(self):
        return self.name.title()
    @classmethod
    def first(cls):
        return cls.RED
    @staticmethod
    def hello():
        return "hello"
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, f"{Color.RED}", "%s" % Color.RED, f"{Color.RED!r:>20}", f"{Color.RED:>12}|")
print(list(Color), len(Color), [c.name for c in Color], list(reversed(Color)))
print(Color, type(Color.RED), Color.CRIMSON, Color.CRIMSON is Color.RED)
print(Color(2), Color['BLUE'], Color(Color.RED))
t(lambda: Color(9)); t(lambda: Color['PINK']); t(lambda: Color.PINK); t(lambda: Color('x'))
print(Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.BLUE, Color.RED is Color(1))
t(lambda: Color.RED < Color.BLUE)
print({Color.RED: 'r', Color.BLUE: 'b'}[Color.RED], Color.RED in Color, isinstance(Color.RED, Color), {Color.RED, Color.CRIMSON})
print(list(Color.__members__), Color.__members__['CRIMSON'])
print(Color.GREEN.describe(), Color.GREEN.pretty, Color.first(), Color.hello(), bool(Color.RED))
def assign(): Color.RED = 5
t(assign)
def extend():
    class More(Color): X = 9
t(extend)
class Size(IntEnum):
    S = auto()
    M = auto()
    L = 10
    XL = auto()
print(Size.S, repr(Size.S), Size.L + 1, Size.XL.value, Size.S < Size.M, sorted([Size.L, Size.S]), f"{Size.L}", f"{Size.L:04d}", "%d" % Size.L, Size.S == 1, max(Size), Size(10), [10, 20, 30][Size.S], int(Size.L), {1: 'one'}[Size.S])
class Mode(StrEnum):
    TRAIN = auto()
    EVAL = "evaluation"
print(Mode.TRAIN, repr(Mode.TRAIN), Mode.EVAL.upper(), Mode.TRAIN == "train", f"{Mode.EVAL}", "-".join(Mode), Mode("train"), {"train": 3}[Mode.TRAIN])
class Old(str, Enum):
    A = "a"
    B = "b"
print(Old.A, repr(Old.A), Old.A == "a", Old.A.upper(), Old("b"), "x" + Old.B, f"{Old.A}", "{}".format(Old.A), "%s" % Old.A)
class IE(int, Enum):
    A = 1
print(IE.A, repr(IE.A), IE.A + 1, f"{IE.A}")
class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)
    def __init__(self, mass, radius):
        self.mass = mass; self.radius = radius
    @property
    def g(self): return round(self.mass / self.radius, 3)
print(Planet.EARTH.g, Planet.MARS.mass, Planet.EARTH.value, repr(Planet.EARTH), Planet((0.6, 3.3)))
class M(Enum):
    OTHER = 0
    ONE = 1
    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str): return cls[value.upper()]
        return cls.OTHER
print(M(77), M("one"))
def dup():
    @unique
    class D(Enum):
        A = 1
        B = 1
t(dup)
@unique
class Ok(Enum):
    A = auto()
    B = auto()
print(list(Ok))
F = Enum('F', 'A B C'); print(list(F), F.A.value)
G = Enum('G', {'x': 10, 'y': 20}); print(list(G), G(10))
class Gen(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values): return name + str(count)
    A = auto()
    B = auto()
print(Gen.A.value, Gen.B.value)
class Coord(Enum):
    def __new__(cls, v, label):
        o = object.__new__(cls); o._value_ = v; o.label = label
        return o
    A = 1, "first"
    B = 2, "second"
print(Coord(1).label, repr(Coord.B), Coord.B.value)
class Fn(Enum):
    A = 'x'
    def __str__(self): return "fn:" + self.value
    def __call__(self, y): return self.value + y
print(Fn.A, f"{Fn.A}", Fn.A('y'), repr(Fn.A))
import copy, json
print(json.dumps({'a': Size.L, 'b': Mode.EVAL}), json.dumps([Old.A]))
print(copy.deepcopy(Color.RED) is Color.RED)
match Color(2):
    case Color.RED: print("red")
    case Color.GREEN: print("green")
for name, member in Color.__members__.items(): print(name, member, end="; ")
print()
print(type(Color).__name__, Color.__name__, Color.RED.__class__.__name__, issubclass(Color, Enum))
class Colour(Enum):
    a: int = 1
    b = a + 1
print(list(Colour), hash(Color.RED) == hash(Color.RED), any(c == Color.RED for c in Color), dict(zip(Color, 'abc')))

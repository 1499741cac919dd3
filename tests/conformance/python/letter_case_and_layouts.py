# tolerance: exact
# Title case and folding beyond ASCII, dispatch on unions, wrapped annotations, slots beside InitVar, bases that cannot be one
import functools
from dataclasses import InitVar, dataclass, replace
for text in ('ﬁsh', 'ǆungla', 'straße', 'ΣΑΣ', 'ıI', 'Ǆ', "they're x1y", 'ა'):
    print(text.title(), text.capitalize(), text.casefold(), text.upper(), text.lower(), text.istitle())
@functools.singledispatch
def shown(x):
    return 'something'
@shown.register
def _(x: str | bytes):
    return 'text'
@shown.register(int | None)
def _(x):
    return 'int or None'
print(shown('a'), shown(b'a'), shown(True), shown(None), shown(1.5))
def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper
@logged
def area(width: int, height: float = 2.0) -> float:
    """The area."""
    return width * height
print(area.__annotations__, area.__doc__, area.__name__, area(3))
area.__annotations__ = {'q': int}
print(area.__annotations__)
@dataclass(frozen=True, slots=True)
class Point:
    x: int
    scale: InitVar[int] = 2

    def __post_init__(self, scale):
        object.__setattr__(self, 'x', self.x * scale)
print(Point(3), replace(Point(3), x=1), Point.__slots__)
for bases in ((int, str), (dict, list), (list, Exception), (int, float)):
    try:
        print(type('Both', bases, {}).__mro__[1:])
    except TypeError as error:
        print(error)

# tolerance: exact
import textwrap, statistics as st, string, re, io, enum
from typing import *
from dataclasses import dataclass, field, fields
from collections.abc import Iterable as It, Callable as Ca
txt = 'The quick brown fox jumps over the lazy dog. It was a bright-cold day in April,\tand the clocks\nwere striking thirteen.'
for kw in [dict(width=25, max_lines=2), dict(width=25, max_lines=1), dict(width=20, max_lines=3, placeholder='~'), dict(width=200, max_lines=1), dict(width=10, max_lines=2, placeholder=' (more)'), dict(width=30, drop_whitespace=False), dict(width=30, replace_whitespace=False), dict(width=30, tabsize=3), dict(width=30, expand_tabs=False), dict(width=26, initial_indent='>>', subsequent_indent='  ', max_lines=2)]:
    print(kw, textwrap.wrap(txt, **kw))
print(textwrap.wrap('a  b\tc\n d', 70), repr(textwrap.fill('a\tb', 20)), textwrap.wrap('supercalifragilistic', 8, max_lines=1), textwrap.wrap('aa bb supercalifragilistic', 8, max_lines=2))
try: textwrap.wrap('a b c', 4, max_lines=1)
except ValueError as e: print(e)
print(st.median_grouped([1, 2, 2, 3, 4, 4, 4, 4, 4, 5]), st.median_grouped([1, 3, 3, 5, 7], interval=2), st.median_grouped([3]))
T = string.Template('$who owes ${amt} $$5 $who'); print(T.get_identifiers(), T.is_valid(), string.Template('$ x').is_valid())
for f in [lambda: re.match('a', b'a'), lambda: bytearray(b'a')[5], lambda: b'a'[3], lambda: '{0[a}'.format([1]), lambda: List[int](), lambda: Dict(), lambda: TypeVar('X', int)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print('{0[}]}'.format({'}': 1}), '{a[b}c]}'.format(a={'b}c': 2}))
for m in (io.StringIO, io.BytesIO):
    s = m(); s.close()
    try: s.read()
    except ValueError as e: print(e)
print(int | str == str | int, (int | None) == (None | int), int | str == int | float, {int | str: 1}[str | int], list[int] == list[int], list[int] == list[str], Union[int, str] == Union[str, int], Optional[int] == Union[None, int], List[int] == List[int], {List[int]: 3}[List[int]], dict[str, list[int]] == dict[str, list[int]])
print(It[int], Ca[[int], str], Ca[..., It[str]], dict[str, It[int]])
X = TypeVar('X', bound=int, covariant=True); Y = TypeVar('Y', int, str); print(X, Y, X.__bound__, Y.__constraints__, X.__name__, X.__covariant__, TypeVar('Z', contravariant=True))
@dataclass(frozen=True)
class W:
    w: int = field(default=1, metadata={'unit': 'kg'})
    c: int = field(default=2, hash=False)
    d: list = field(default_factory=list, compare=False, repr=False)
f = fields(W)[0]; print(f.metadata['unit'], f.metadata.get('x'), f.hash, f.default, fields(W)[1].hash, field(default=3).default, hash(W(1, 2)) == hash(W(1, 5)), W(1, 2) == W(1, 5), len(fields(W)[2].metadata))
class N(enum.Enum):
    A = 1
    B = enum.nonmember(3)
    C = enum.member(lambda x: x + 1)
print(N.B, [m.name for m in N], N.C.value(1), N.A)
for a in ('name', 'value'):
    try: setattr(N.A, a, 5)
    except AttributeError as e: print(e)

import datetime as dt
import itertools
calls = [lambda: dt.datetime(2024), lambda: dt.datetime(), lambda: dt.date(2024, 1), lambda: dt.date(day=1, year=2000), lambda: dt.datetime(2024, 1, 2, minute=5), lambda: dt.date(2024, month=3, day=4)]
calls += [lambda: re.compile(1), lambda: itertools.product([1], repeat=-1), lambda: itertools.count('a'), lambda: iter(1, 2), lambda: list(iter(lambda: 1, 1))]
for call in calls:
    try: print(call())
    except Exception as e: print(type(e).__name__, e)

import time
from collections import deque
s = time.strptime("30 Nov 2024 13:05", "%d %b %Y %H:%M"); print(s, s.tm_yday, time.strftime("%Y-%m-%d %H:%M", s), time.strptime("12:30", "%H:%M")[:6])
print(time.strptime("Sat Nov 30 13:05:09 2024"))
d = deque([1, 2, 3]); d[-1] = 9; del d[0]; print(d, d[True])
def put(): d[0:1] = 3
def cut(): del d[:1]
for f in [lambda: time.strptime("x", "%Y"), lambda: time.strptime("2024 1", "%Y"), lambda: d[0:1], lambda: d['a'], lambda: d[7], put, cut]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

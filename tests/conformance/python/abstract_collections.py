# tolerance: exact
# Classes derived from those of collections.abc, and what operators, iterators and flags print.
from collections import UserDict, UserList, UserString
from collections.abc import *
class D(UserDict):
    def __getitem__(self, k): return self.data[k] * 2
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
u = D(A=1); u['B'] = 5; u.update({'C': 7}); print(u, u['b'], len(u), list(u.items()), 'a' in u, u.get('z'), dict(u), u.pop('c'), u.data, list(u), list(u.values()), u == {'a': 2, 'b': 10}, u.setdefault('q', 9), bool(D()), u.keys(), isinstance(u, MutableMapping), isinstance(u, dict)); del u['a']; print(u, UserDict({'x': 1}) | {'y': 2}, u.copy())
try: u['zz']
except Exception as e: print(type(e).__name__, e)
class L(UserList):
    def append(self, x): super().append(x * 10)
l = L([1,2]); l.append(3); print(l, l[0], l + [4], len(l), l.data, l[::-1], type(l[1:]).__name__, 2 in l, l * 2, l == [1, 2, 30], sorted(l), l.index(30), sum(l)); l.extend([9]); l[0] = 7; del l[1]; l.sort(); print(l, l.pop(), list(reversed(l)))
s = UserString('abc'); print(s, s.upper(), s + 'd', len(s), s[1], 'b' in s, s == 'abc', s.startswith('a'), type(s.upper()).__name__, f'{s}', repr(s))
class M(Mapping):
    def __init__(self, d): self._d = d
    def __getitem__(self, k): return self._d[k]
    def __iter__(self): return iter(self._d)
    def __len__(self): return len(self._d)
m = M({'a': 1, 'b': 2}); print(m['a'], 'a' in m, 'z' in m, m.get('z', 5), list(m.keys()), list(m.items()), list(m.values()), m == {'a': 1, 'b': 2}, len(m.items()), ('a', 1) in m.items(), isinstance(m, Mapping), dict(m), {**m}, bool(m))
class MM(MutableMapping):
    def __init__(self, *a, **k): self.s = {}; self.update(*a, **k)
    def __getitem__(self, k): return self.s[k.lower()]
    def __setitem__(self, k, v): self.s[k.lower()] = v
    def __delitem__(self, k): del self.s[k.lower()]
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
    def __repr__(self): return f'MM({self.s})'
x = MM(Foo=1, BAR=2); print(x, x['FOO'], 'bar' in x, x.pop('foo'), x.setdefault('z', 3), x.popitem(), x, x.pop('none', None)); x.update({'K': 1}, J=2); print(x, x.keys(), x.items(), x.values()); x.clear(); print(len(x), x)
try: x.pop('k')
except Exception as e: print(type(e).__name__, e)
class S(Sequence):
    def __init__(self, *a): self.a = a
    def __getitem__(self, i): return self.a[i]
    def __len__(self): return len(self.a)
q = S(3, 1, 2, 1); print(list(q), 1 in q, 9 in q, q.index(2), q.count(1), list(reversed(q)), q[1:], sorted(q), isinstance(q, Sequence), max(q))
try: q.index(77)
except Exception as e: print(type(e).__name__, e)
class MS(MutableSequence):
    def __init__(self): self.l = []
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): del self.l[i]
    def __len__(self): return len(self.l)
    def insert(self, i, v): self.l.insert(i, v)
w = MS(); w.append(1); w.extend([2, 3]); w += [4]; w.reverse(); w.remove(2); print(w.l, w.pop(), w.l, w.pop(0), list(w)); w.clear(); print(w.l)
class Bad(Mapping): pass
try: Bad()
except Exception as e: print(type(e).__name__, e)
class Half(Sequence):
    def __len__(self): return 0
try: Half()
except Exception as e: print(type(e).__name__, e)
class OS(Set):
    def __init__(self, it): self.e = list(dict.fromkeys(it))
    def __iter__(self): return iter(self.e)
    def __contains__(self, v): return v in self.e
    def __len__(self): return len(self.e)
a, b = OS('abcd'), OS('cdef'); print(list(a & b), list(a | b), list(a - b), list(a ^ b), a <= b, a == OS('dcba'), OS('ab') <= a, a.isdisjoint(b))
class It(Iterator):
    def __init__(self): self.n = 0
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), isinstance(It(), Iterable))
class H(Hashable): 
    def __hash__(self): return 1
print(isinstance(H(), Hashable), hash(H()))
import itertools, operator, re, collections
print(itertools.count(3), itertools.repeat(2), itertools.repeat(2, 3), itertools.count(1, 0.5), operator.attrgetter('a.b'), operator.itemgetter(1), operator.itemgetter(1, 'x'), operator.methodcaller('f', 1, k=2), re.I, re.I | re.M, re.compile('a', re.I | re.S), re.NOFLAG, ~re.I & re.M, re.I.value, re.I == 2, re.DOTALL, re.X, re.A, int(re.M))
print(re.findall(r'[^\W\d_]+', 'ab1_c é-ü'), re.findall(r'[\W]+', 'a, b!'), re.findall(r'[^\S\n]+', 'a  b\n c'), re.findall(r'[\S\s]', 'a b'), re.split(r'[\W_]+', 'a_b c-d'), re.sub(r'[^\w\s]', '', "it's a test!"), re.findall(r'[\D]', 'a1b'))
try: re.compile('a{2,1}')
except Exception as e: print(type(e).__name__, e)
mm = re.match(r'(\d+)-(?P<y>\d+)(x)?', '12-34'); print(mm.regs, mm.pos, mm.endpos)
print(collections.deque([1, 2]) * 2, collections.deque([1]) < collections.deque([2]), 2 * collections.deque('a', 3), operator.countOf([1, 2, 1], 1), operator.length_hint([1]))
try: collections.namedtuple('A', 'class')
except Exception as e: print(type(e).__name__, e)
sorted([(2, 'b'), (1, 'z')], key=operator.itemgetter(1))
list(map(operator.methodcaller('split', ','), ['a,b'])), operator.attrgetter('real', 'imag')(3)

import os, tempfile
os.chdir(tempfile.mkdtemp())
import pickle, collections
class P:
    def __init__(self, x):
        self.x = x
        self.me = self
def f(): pass
d = {'a': [1, -5, 300, 2**40, -2**70, 1.5, None, True, 'héé'], 'b': (1, 2, 3, 4), 'c': {1, 2}, 'd': b'\x00\xff', 'e': (), 'o': collections.OrderedDict([(1, 2)]),
     'c2': collections.Counter('aab'), 'p': P(3), 'f': f, 't': int, 'fs': frozenset([1])}
d['self'] = d['a']
e = pickle.loads(pickle.dumps(d))
print({k: e[k] for k in e if k not in 'pf'}, e['p'].x, e['p'].me is e['p'], e['f'] is f, e['self'] is e['a'])
try:
    pickle.dumps(lambda: 1)
except pickle.PicklingError as err:
    print(str(err)[:30], type(err))
with open('obj.pkl', 'wb') as fh:
    pickle.dump([1, 2], fh)
    pickle.dump('x', fh)
with open('obj.pkl', 'rb') as fh:
    print(pickle.load(fh), pickle.load(fh))
    try:
        pickle.load(fh)
    except EOFError as err:
        print('EOF', err)

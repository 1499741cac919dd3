# tolerance: exact
# JSON: errors, encoders and decoders, hooks.
import json, io
for t in ['', '{', '[1,]', "{'a':1}", '{"a"}', '[1 2]', 'nul', '"abc', '{"a":1}x', '[1', '{"a":1,}', '"\n"', '"\\x"', '01', '"a\\', '"\\u12"', '[1,2', '{"a":', '{"a":1 "b":2}', '-', '+1', '.5', '1.', '[,]', '{,}', '"\\u00zz"', 'True', "''"]:
    try: print(json.loads(t))
    except ValueError as e: print(repr(t), type(e).__name__, e)
try: json.dumps(float('nan'), allow_nan=False)
except Exception as e: print(type(e).__name__, e)
try: json.dumps({1,2})
except Exception as e: print(type(e).__name__, e)
try: json.dumps(object)
except Exception as e: print(type(e).__name__, e)
try: json.dumps({(1,2): 3})
except Exception as e: print(type(e).__name__, e)
try: json.loads(5)
except Exception as e: print(type(e).__name__, e)
print(json.dumps({'s': {1}}, default=list), json.dumps({(1,2): 3, 'a': 1}, skipkeys=True), json.dumps({'x': [1, {}]}, indent='\t'), json.dumps([1, {'a': [2]}], indent=2, separators=(', ', '=')), json.dumps({'x': 1}, indent=0), json.dumps([1], indent=None))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set): return sorted(o)
        if isinstance(o, complex if False else range): return {'r': list(o)}
        return super().default(o)
print(json.dumps({'a': {2, 1}, 'r': range(2)}, cls=E), json.dumps([{1}], cls=E, indent=1), E().encode({3}), E(indent=2, sort_keys=True).encode({'b': 1, 'a': {2}}), ''.join(E().iterencode([1])))
try: json.dumps(object(), cls=E)
except Exception as e: print(type(e).__name__, e)
print(json.loads('[1, 2.5, {"a": 1}]', parse_int=lambda s: 'i' + s, parse_float=lambda s: 'f' + s), json.loads('{"a":{"b":1}}', object_hook=lambda d: list(d.items())), json.loads('{"a":1,"a":2}', object_pairs_hook=lambda p: p), json.loads('[NaN, -Infinity]', parse_constant=lambda s: s), json.JSONDecoder().decode('[1]'), json.loads(b'{"a": "\\u00e9"}'))
class D(json.JSONDecoder):
    def __init__(self, *a, **k): super().__init__(object_hook=self.hook, *a, **k)
    def hook(self, d): return {k.upper(): v for k, v in d.items()}
print(json.loads('{"a": {"b": 1}}', cls=D))
f = io.StringIO(); json.dump({'a': [1]}, f, indent=1); print(f.getvalue()); f.seek(0); print(json.load(f, object_hook=lambda d: tuple(d)))
try: json.loads('[1,')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, e.doc, isinstance(e, ValueError))
try: a = []; a.append(a); json.dumps(a)
except Exception as e: print(type(e).__name__, e)
import enum, collections, dataclasses
class C(enum.IntEnum): A = 1
class S(str, enum.Enum): X = 'x'
P = collections.namedtuple('P', 'a b')
print(json.dumps([C.A, S.X, P(1, 2), collections.OrderedDict(a=1), collections.Counter('aa'), True, 1.0, 1e20, 10**25, -0.0, 'é', '\x7f\u2028']), json.dumps({C.A: 1}), json.dumps('a/b\\'))

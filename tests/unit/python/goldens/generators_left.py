def g():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")
def keep(saved=[]):
    saved.append(g()); return saved[0]
for x in g():
    print(x); break
print("after")
def f():
    for x in g():
        for y in g():
            return x, y
print(f())
for x in g(): pass
else: print("else")
for x in g():
    if x == 1: continue
    print(x)
def h():
    yield 1
    yield 2
it = h()
for x in it:
    break
print("kept", next(it))
import json
try:
    json.loads('{"a": }')
except json.JSONDecodeError as e:
    print(e, e.lineno, e.colno, e.pos, e.msg, e.doc)

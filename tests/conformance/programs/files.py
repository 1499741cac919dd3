import os, tempfile
os.chdir(tempfile.mkdtemp())
with open('x.txt', 'w') as f:
    print(f)
    print(f.write('héllo\nwörld\n'), f.tell())
    print('more', 3, file=f)
    f.writelines(['a\n', 'b'])
with open('x.txt') as f:
    for line in f:
        print(repr(line))
with open('x.txt') as f:
    print(f.readline(), f.read(4), f.readlines(), f.read())
print(f.closed)
try:
    f.read()
except ValueError as e:
    print(e)
with open('x.txt', 'ab') as f:
    f.write(b'\xff\x00')
    try:
        f.read()
    except OSError as e:
        print(type(e).__name__, e)
b = open('x.txt', 'rb').read()
print(b, len(b))
try:
    open('nope/y.txt', 'w')
except FileNotFoundError as e:
    print(e, e.errno, e.strerror, e.filename, repr(e))
try:
    open('nope.txt')
except OSError as e:
    print(e)
try:
    open('nope.txt', 'rw')
except ValueError as e:
    print(e)
try:
    open('x.txt', 'w').write(3)
except TypeError as e:
    print(e)

import contextlib, io, sys
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print('captured')
sys.stdout = out
print('too')
sys.stdout = sys.__stdout__
print(repr(out.getvalue()))

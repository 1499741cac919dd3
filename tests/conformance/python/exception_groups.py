# tolerance: exact
# Exceptions in groups: except*, split and subgroup, and how a traceback draws the tree.
import traceback
def f(): raise TypeError('t')
def g():
    es = []
    for h in (f, lambda: 1/0):
        try: h()
        except Exception as e: es.append(e)
    raise ExceptionGroup('outer', [*es, ExceptionGroup('inner', [ValueError(1), KeyError('k')]), OSError('x')])
try: g()
except Exception as e: print(traceback.format_exc().replace(__file__, 'FILE'))
try: g()
except* TypeError as e: print('T', e.exceptions, e)
except* (ValueError, KeyError) as e: print('VK', e.exceptions[0].exceptions)
except* Exception as e: print('rest', e.exceptions)
else: print('no')
finally: print('fin')
try:
    print(e)
except NameError as x: print(x)
try:
    try: g()
    except* TypeError: raise
    except* ValueError as e: raise RuntimeError('new') from e
except ExceptionGroup as e: print(repr(e), e.exceptions)
try:
    try: raise ValueError('naked')
    except* ValueError as e: print(repr(e)); raise KeyError('q')
except BaseException as e: print(repr(e), repr(e.__context__))
try:
    try: raise ValueError('naked')
    except* TypeError: pass
except ValueError as e: print('through', e)
try:
    pass
except* ValueError: print('no')
else: print('else')
eg = ExceptionGroup('m', [ValueError(1), ExceptionGroup('n', [TypeError(2), ValueError(3)])])
print(eg.split(ValueError), eg.subgroup(lambda e: isinstance(e, TypeError)), eg.split(OSError), eg.subgroup((ValueError, TypeError)) is eg, eg.message, str(eg), eg.args)
for a in [('m', []), ('m', 5), (5, [ValueError()]), ('m', [5]), ('m', [KeyboardInterrupt()])]:
    try: ExceptionGroup(*a)
    except Exception as e: print(type(e).__name__, e)
print(repr(BaseExceptionGroup('b', [ValueError()])), repr(BaseExceptionGroup('b', [KeyboardInterrupt()])), issubclass(ExceptionGroup, Exception), ExceptionGroup.__mro__)
try:
    try: raise ExceptionGroup('a', [ValueError(1)])
    except* ExceptionGroup: pass
except TypeError as e: print(e)
def loop():
    for i in range(3):
        try:
            if i == 1: raise ExceptionGroup('l', [ValueError(i), TypeError(i)])
        except* ValueError as e:
            for j in range(2):
                if j: break
            print('loop', e)
        except* TypeError: print('type')
    return 'done'
print(loop())
def nest():
    try:
        try: raise ExceptionGroup('a', [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError: print('v')
    except* TypeError: print('t')
try: nest()
except* OSError as e: print('os', e.exceptions)

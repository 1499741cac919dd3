# tolerance: exact
import traceback, sys
class AppError(Exception):
    def __init__(self, msg, code=0): super().__init__(msg); self.code = code
class Sub(AppError): pass
def f(x):
    try:
        if x == 0: return "ret"
        if x == 1: raise Sub("one", 5)
        if x == 2: raise KeyError("k")
        if x == 3: 1 / 0
        return "normal"
    except AppError as e: return f"app {e} {e.code} {e.args}"
    except (KeyError, IndexError) as e: return f"key {e!r} {e}"
    else: return "else"
    finally: print("fin", x, end=" ")
for i in range(5):
    try: print(f(i))
    except ZeroDivisionError as e: print("outer", e)
try:
    try: int("x")
    except ValueError as e: raise RuntimeError("wrapped") from e
except RuntimeError as e: print(repr(e), repr(e.__cause__), e.__suppress_context__, repr(e.__context__))
try:
    try: int("x")
    except ValueError: raise KeyError("inner")
except KeyError as e: print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("v") from None
except ValueError as e: print(e.__suppress_context__, e.__cause__)
def g():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("body", i)
        finally: print("finally", i)
    else: print("no")
    try: return 1
    finally: print("before return")
print(g())
def h():
    try: return "try"
    finally: return "finally"
print(h())
e = ValueError("a", 1); e.add_note("note1"); print(e.__notes__, str(e), e.args, repr(e))
try: raise e
except ValueError as x: print(x is e, x.__traceback__ is not None)
try: print(x)
except NameError as n: print(n, n.name)
try: raise ValueError
except ValueError as v: print(repr(v), str(v) == "")
try: raise "s"
except TypeError as t: print(t)
try: raise ValueError("x") from 5
except TypeError as t: print(t)
try:
    raise
except RuntimeError as r: print(r)
try: assert 1 == 2, f"msg {3}"
except AssertionError as a: print(a, repr(a))
try: assert False
except AssertionError as a: print(repr(a))
print(issubclass(KeyError, LookupError), ZeroDivisionError.__mro__[1].__name__, [c.__name__ for c in FileNotFoundError.__mro__][:4], Exception("a", "b"), repr(Exception()), KeyError("a"), OSError(2, "No such file"), StopIteration(3).value, SystemExit(2).code)
class CM:
    def __init__(s, n, sup=False): s.n, s.sup = n, sup
    def __enter__(s): print("enter", s.n); return s
    def __exit__(s, t, v, tb): print("exit", s.n, t.__name__ if t else None, v); return s.sup
with CM("a") as a, CM("b", True) as b: print(a.n, b.n); raise ValueError("in with")
print("after")
try:
    with CM("c"): raise KeyError("z")
except KeyError: print("propagated")
from contextlib import contextmanager, suppress, closing, nullcontext, ExitStack, redirect_stdout
@contextmanager
def tag(n):
    print(f"<{n}>")
    try: yield n.upper()
    except ValueError as e: print("swallowed", e)
    finally: print(f"</{n}>")
with tag("p") as t: print(t); raise ValueError("oops")
with suppress(KeyError): {}["a"]
with ExitStack() as st: st.enter_context(tag("x")); st.callback(print, "cb")
try:
    with 5: pass
except TypeError as e: print(e)
import io
buf = io.StringIO()
with redirect_stdout(buf): print("hidden")
print(repr(buf.getvalue()))
try: int("q")
except ValueError: print(traceback.format_exc().splitlines()[-1], sys.exc_info()[0].__name__)
def deep(n): return deep(n + 1)
try: deep(0)
except RecursionError as e: print(type(e).__name__, str(e)[:32])

"""Runs generated programs with this Python and writes a hash of what each prints.

    node tests/unit/python/generator-cli.ts 0 400 | python3 tests/reference/python-generated.py > tests/unit/python/goldens/generated.json

Reads a JSON list of programs. With --outputs it writes the outputs themselves instead, to find out how one differs. The goldens here are
from CPython 3.11.
"""

import contextlib
import hashlib
import io
import json
import sys


def run(source):
    """What a program prints, and how it ended."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
        except Exception as error:
            line = getattr(error, "lineno", None)
            frame = error.__traceback__
            while frame is not None:
                if frame.tb_frame.f_code.co_filename == "main.py":
                    line = frame.tb_lineno
                frame = frame.tb_next
            message = error.msg if isinstance(error, SyntaxError) else error
            print(f"{type(error).__name__}: {message} (line {line})")
    return out.getvalue()


def digest(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


programs = json.load(sys.stdin)
outputs = [run(source) for source in programs]
if "--outputs" in sys.argv:
    json.dump(outputs, sys.stdout)
else:
    golden = {"programs": digest("".join(programs)), "outputs": [digest(text) for text in outputs]}
    json.dump(golden, sys.stdout, indent=1)
    print()

"""Makes the expected outputs of the interpreter's tests with CPython 3.11: python3 tests/reference/python-goldens.py

goldens/*.py     programs; NAME.out is what they print
goldens/broken.txt    texts that do not compile, separated by `=====`; broken.out is a JSON line for each
goldens/uncaught.txt  programs that end in an exception; uncaught.out has what they write, separated by `=====`
"""

import json
import pathlib
import subprocess
import sys
import tempfile

goldens = pathlib.Path(__file__).parent.parent / "unit" / "python" / "goldens"
SEPARATOR = "=====\n"


def run(text, name="main.py"):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, "-W", "ignore", name], cwd=folder, capture_output=True, text=True)
        return (done.stdout + done.stderr).replace(folder + "/", "")


def compiled(text):
    try:
        compile(text, "main.py", "exec")
    except SyntaxError as e:
        return {"type": type(e).__name__, "message": e.msg, "line": e.lineno, "column": e.offset}
    return {"type": None}


for program in sorted(goldens.glob("*.py")):
    program.with_suffix(".out").write_text(run(program.read_text(encoding="utf-8"), program.name), encoding="utf-8")

texts = (goldens / "broken.txt").read_text(encoding="utf-8").split(SEPARATOR)
(goldens / "broken.out").write_text("".join(json.dumps(compiled(text)) + "\n" for text in texts), encoding="utf-8")

programs = (goldens / "uncaught.txt").read_text(encoding="utf-8").split(SEPARATOR)
(goldens / "uncaught.out").write_text(SEPARATOR.join(run(text) for text in programs), encoding="utf-8")

"""Runs golden programs with this Python's PyTorch and writes what they print beside them, as NAME.out.

    python3 tests/reference/goldens.py [--cwd FOLDER] PROGRAM.py ...

The goldens here are from CPython 3.11, torch 1.13, torchvision 0.14 and Pillow 9.4. Programs run in FOLDER, whose data/FashionMNIST/raw
must hold Fashion-MNIST for those that use it.
"""

import argparse
import pathlib
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--cwd", default=".")
parser.add_argument("programs", nargs="+", type=pathlib.Path)
options = parser.parse_args()
for program in options.programs:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", program.resolve()], cwd=options.cwd, capture_output=True, text=True
    )
    if run.returncode != 0:
        sys.exit(f"{program}: {run.stderr}")
    program.with_suffix(".out").write_text(run.stdout)
    print(program, len(run.stdout))

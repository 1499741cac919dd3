# exact
import io
import logging
import sys

out = io.StringIO()
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-8s [%(filename)s:%(lineno)d] %(message)s", stream=out, datefmt="%H")
logging.info("epoch %d loss %.3f", 3, 0.12345)
logging.debug("unseen")
print(out.getvalue()[3:], end="")
logger = logging.getLogger(__name__)
print(logger, logging.getLogger(), logger.getEffectiveLevel(), logger.isEnabledFor(logging.DEBUG))
child = logging.getLogger("a.b")
a = logging.getLogger("a")
print(child.parent is a, child.name, logging.getLogger("a.b") is child)
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{name}|{levelname}|{message}", style="{"))
a.addHandler(handler)
a.propagate = False
a.setLevel("DEBUG")
child.debug("deep %s", "x")
child.warning({"k": 1})
try:
    1 / 0
except ZeroDivisionError:
    a.error("went %s", "wrong")
handler.setLevel(logging.ERROR)
a.info("not shown")
handler.addFilter(lambda record: "secret" not in record.getMessage())
a.error("a secret")
a.critical("shown %(x)s", {"x": 5})
print(logging.getLevelName(20), logging.getLevelName("ERROR"), logging.WARN)
class Keep(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []
    def emit(self, record):
        self.lines.append(self.format(record))
keep = Keep()
t = logging.getLogger("train")
t.addHandler(keep)
t.setLevel(logging.INFO)
def work():
    t.info("in %s", "work")
    t.log(35, "between")
keep.setFormatter(logging.Formatter("%(funcName)s %(levelname)s %(message)s"))
work()
print(keep.lines)
fh = logging.FileHandler("train.log", mode="w")
t.addHandler(fh)
t.warning("to file")
fh.close()
print(open("train.log").read())
try:
    t.setLevel("LOUD")
except ValueError as e:
    print(e)

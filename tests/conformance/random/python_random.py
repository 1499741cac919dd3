import random
random.seed(42)
print(random.random(), random.uniform(1, 5), random.randint(1, 6), random.randrange(0, 100, 7), random.choice("abcdef"))
x = list(range(10)); random.shuffle(x); print(x)
print(random.sample(range(1000), 10), random.sample(x, 3), random.choices([1, 2, 3], weights=[1, 2, 7], k=8), random.choices("ab", k=5))
print(random.gauss(0, 1), random.gauss(5, 2), random.normalvariate(0, 1), random.expovariate(2.0), random.getrandbits(100), random.getrandbits(5))
random.seed("hello"); print(random.random())
random.seed(0.5); print(random.random())
random.seed(-7); print(random.random())
random.seed(10**40); print(random.random())
random.seed(b"xy"); print(random.random())
r = random.Random(3); print(r.random(), r.randint(0, 10**30), r.triangular(0, 10, 3), r.gammavariate(2, 3), r.betavariate(.5, .5), r.gammavariate(.3, 1))
s = r.getstate(); a = r.random(); r.setstate(s); print(a == r.random(), len(s), s[0], len(s[1]))
for f in [lambda: random.randint(3, 1), lambda: random.choice([]), lambda: random.sample([1], 3), lambda: random.seed([1]), lambda: random.sample({1,2}, 1), lambda: random.randrange(0), lambda: random.choices([1,2], [1])]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
class R(random.Random):
    def twice(self): return self.random() * 2
print(R(1).twice(), R(1).random())
print(random.sample(["a","b"], counts=[3, 2], k=4), random.randbytes(3))
print(random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(1, 2))
random.seed("x", version=1); print(random.random(), random.vonmisesvariate(0, 0))

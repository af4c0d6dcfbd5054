"""PyTorch and scikit-learn at the benchmark's work, one thread, double precision.

Talks through standard input and output. One line each way:

  hello                  -> "ok BLAS|TORCH|SKLEARN": versions, "-" for what is missing
  net 4-8-3 COUNT        -> "ok"; followed by the numbers in binary: inputs, targets, then for each layer the
                            weights, unit by unit, the bias first
  run KIND BATCH STEPS   -> "ok NS": nanoseconds of processor time per pattern of STEPS steps of BATCH patterns
  error KIND BATCH       -> "ok E": the error of the set after one epoch from the weights of "net"
  quit

KIND: hand (addmm and the equations), autograd, sklearn, predict. An answer "error ..." says what went wrong.
With --probe as its argument: prints how long a matrix product takes with this OPENBLAS_CORETYPE.
"""

import os
import subprocess
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

CORE_TYPES = ("Haswell", "Zen", "SkylakeX", "Cooperlake")
ETA = 0.0078125

torch = None
sklearn = None  # the version
core_type = None


def probe():
    """Seconds of the fastest of some products of the size of a mini-batch."""
    import numpy

    a, b = numpy.ones((256, 784)), numpy.ones((784, 100))
    best = float("inf")
    for _ in range(40):
        start = time.process_time()
        a.dot(b)
        best = min(best, time.process_time() - start)
    print(best)


def choose_core_type():
    """Sets OPENBLAS_CORETYPE, unless it is set, to the fastest of those that run here."""
    if "OPENBLAS_CORETYPE" in os.environ:
        return os.environ["OPENBLAS_CORETYPE"]
    times = {}
    for core in ("",) + CORE_TYPES:
        environment = dict(os.environ)
        if core:
            environment["OPENBLAS_CORETYPE"] = core
        child = subprocess.run([sys.executable, __file__, "--probe"], env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if child.returncode == 0:
            times[core] = float(child.stdout)
    best = min(times, key=times.get) if times else ""
    if best:
        os.environ["OPENBLAS_CORETYPE"] = best
    return best or "default"


def blas():
    """The library behind the matrix products, by what is loaded: they decide how fast PyTorch is."""
    with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
        loaded = maps.read()
    if "openblas" in loaded:
        return "OpenBLAS core " + core_type
    if "libmkl" in loaded:
        return "MKL"
    return "reference BLAS" if "libblas" in loaded else "BLAS unknown"


def load():
    """Imports what is there."""
    global torch, sklearn
    try:
        import torch as found
        torch = found
        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float64)
    except ImportError:
        pass
    try:
        import sklearn.neural_network as found
        sklearn = sys.modules["sklearn"].__version__
    except ImportError:
        pass


class Hand:
    """The generalised delta rule with addmm."""

    def __init__(self, net):
        self.s, self.t = net.inputs, net.targets
        self.w = [w[:, 1:].t().clone(memory_format=torch.contiguous_format) for w in net.weights]
        self.b = [w[:, 0].clone() for w in net.weights]

    def forward(self, s):
        y = [s]
        for w, b in zip(self.w, self.b):
            y.append(torch.addmm(b, y[-1], w).sigmoid_())
        return y

    def step(self, first, last):
        y = self.forward(self.s[first:last])
        out = y[-1]
        delta = (self.t[first:last] - out) * out * (1.0 - out)
        for l in reversed(range(len(self.w))):
            below = None
            if l > 0:
                below = delta.mm(self.w[l].t()) * y[l] * (1.0 - y[l])
            self.w[l].addmm_(y[l].t(), delta, alpha=ETA)
            self.b[l].add_(delta.sum(0), alpha=ETA)
            delta = below

    def error(self):
        return 0.5 * float(((self.t - self.forward(self.s)[-1]) ** 2).sum())


class Predict(Hand):
    """Feed-forward alone."""

    def step(self, first, last):
        self.forward(self.s[first:last])


class Autograd:
    """What a user of PyTorch writes."""

    def __init__(self, net):
        self.s, self.t = net.inputs, net.targets
        layers = []
        for w in net.weights:
            linear = torch.nn.Linear(w.shape[1] - 1, w.shape[0])
            with torch.no_grad():
                linear.weight.copy_(w[:, 1:])
                linear.bias.copy_(w[:, 0])
            layers += [linear, torch.nn.Sigmoid()]
        self.net = torch.nn.Sequential(*layers)
        self.rule = torch.optim.SGD(self.net.parameters(), lr=ETA)

    def step(self, first, last):
        with torch.enable_grad():
            self.rule.zero_grad()
            error = 0.5 * ((self.t[first:last] - self.net(self.s[first:last])) ** 2).sum()
            error.backward()
            self.rule.step()

    def error(self):
        return 0.5 * float(((self.t - self.net(self.s)) ** 2).sum())


class Sklearn:
    """MLPRegressor. Its output units are linear, so its numbers are not ours; its work is."""

    def __init__(self, net, batch):
        from sklearn.neural_network import MLPRegressor

        warnings.simplefilter("ignore")
        self.s, self.t = net.arrays
        self.net = MLPRegressor(hidden_layer_sizes=net.widths[1:-1], activation="logistic", solver="sgd", alpha=0.0,
                                batch_size=batch, learning_rate_init=1e-4, momentum=0.0, shuffle=False)
        self.net.partial_fit(self.s[:batch], self.t[:batch])

    def epoch(self, count):
        self.net.partial_fit(self.s[:count], self.t[:count])


class Net:
    """One shape with its patterns and first weights."""

    def __init__(self, shape, count):
        import numpy

        def numbers(*size):
            n = 1
            for width in size:
                n *= width
            data = sys.stdin.buffer.read(8 * n)
            return numpy.frombuffer(data, dtype=numpy.float64).reshape(size).copy()

        self.widths = [int(width) for width in shape.split("-")]
        self.count = count
        self.arrays = numbers(count, self.widths[0]), numbers(count, self.widths[-1])
        weights = [numbers(k, j + 1) for j, k in zip(self.widths, self.widths[1:])]
        if torch is not None:
            self.inputs, self.targets = (torch.from_numpy(a) for a in self.arrays)
            self.weights = [torch.from_numpy(w) for w in weights]
        self.models = {}

    def model(self, kind, batch):
        if (kind, batch) not in self.models:
            make = {"hand": Hand, "autograd": Autograd, "predict": Predict}
            self.models[kind, batch] = Sklearn(self, batch) if kind == "sklearn" else make[kind](self)
        return self.models[kind, batch]

    def steps(self, kind, batch, steps):
        """Runs them; returns nanoseconds per pattern."""
        model = self.model(kind, batch)
        if kind == "sklearn":
            return self.fits(model, batch, steps)
        first = 0
        start = time.process_time_ns()
        for _ in range(steps):
            model.step(first, first + batch)
            first = first + batch if first + 2 * batch <= self.count else 0
        return (time.process_time_ns() - start) / (steps * batch)

    def fits(self, model, batch, steps):
        left = steps * batch
        start = time.process_time_ns()
        while left > 0:
            model.epoch(min(left, self.count))
            left -= min(left, self.count)
        return (time.process_time_ns() - start) / (steps * batch)

    def error(self, kind, batch):
        """E of the set after one epoch."""
        self.models.pop((kind, batch), None)
        model = self.model(kind, batch)
        for first in range(0, self.count, batch):
            model.step(first, min(first + batch, self.count))
        self.models.pop((kind, batch))
        return model.error()


def answer(words, net):
    """Answers a request; returns the text and the network."""
    if words[0] == "hello":
        versions = torch.__version__ if torch else "-", sklearn or "-"
        return "%s|%s|%s" % ((blas(),) + versions), net
    if words[0] == "net":
        return "", Net(words[1], int(words[2]))
    if words[0] == "run":
        return repr(net.steps(words[1], int(words[2]), int(words[3]))), net
    if words[0] == "error":
        return repr(net.error(words[1], int(words[2]))), net
    raise ValueError("unknown request " + words[0])


def serve():
    global core_type
    core_type = choose_core_type()
    load()
    if torch is not None:
        torch.set_grad_enabled(False)
    net = None
    while True:
        words = sys.stdin.buffer.readline().decode().split()
        if not words or words[0] == "quit":
            return
        try:
            text, net = answer(words, net)
            print("ok " + text, flush=True)
        except Exception as problem:  # whatever a library throws is the answer
            print("error " + " ".join(str(problem).split()), flush=True)


if __name__ == "__main__":
    probe() if "--probe" in sys.argv[1:] else serve()

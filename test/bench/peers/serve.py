"""What every Python peer does around its training loop: waits on stdin, trains, answers. Lines of JSON, see ../README.md."""

import base64
import json
import os
import sys
import time

try:
    import numpy as np
except ImportError:
    # Then the peer's own library is missing too, and it answers with unavailable().
    np = None

# Libraries may print while they load or warn; stdout belongs to the answers.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)


def windows(row, first, count):
    """Inputs and targets of steps first … first + count − 1, float32 [count, T, batch, 1] each.

    Step k sees sin and cos over [kπ, (k + 1)π), end excluded; row b of the batch is 2πb/B ahead. The angle is computed in
    double and rounded to float32 before sine and cosine.
    """
    length, batch = row["timeStep"], row["batchSize"]
    step = np.arange(first, first + count, dtype=np.float64).reshape(-1, 1, 1, 1)
    point = np.arange(length, dtype=np.float64).reshape(1, -1, 1, 1)
    phase = 2 * np.pi * np.arange(batch, dtype=np.float64).reshape(1, 1, -1, 1) / batch
    angle = (step * np.pi + point * np.pi / length + phase).astype(np.float32).astype(np.float64)
    return np.sin(angle).astype(np.float32), np.cos(angle).astype(np.float32)


def tensors(weights):
    """Weights of a prepare message as numpy arrays by their torch names."""
    read = lambda text: np.frombuffer(base64.b64decode(text), dtype="<f4")
    return {w["name"]: read(w["base64"]).reshape(w["shape"]).copy() for w in weights}


def answer(**reply):
    answers.write(json.dumps(reply) + "\n")


def serve(make_trainer):
    """Answers requests until stdin closes.

    make_trainer(request) returns (version, chunk, advance); advance(steps) takes that many steps and returns their
    losses and their gradient norms before clipping.
    """
    advance = None
    for line in sys.stdin:
        request = json.loads(line)
        began, cpu_began = time.perf_counter(), time.process_time()
        if request["kind"] == "prepare":
            version, chunk, advance = make_trainer(request)
            answer(kind="ready", version=version, chunk=chunk, prepareMs=1000 * (time.perf_counter() - began))
        elif advance is not None:
            losses, norms = advance(request["steps"])
            seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu_began
            told = lambda values: [float(value) for value in values] if request["trace"] else []
            answer(kind="went", seconds=seconds, cpuSeconds=cpu_seconds, losses=told(losses), gradNorms=told(norms))


def unavailable(why):
    """Answers the first request with why this peer cannot run."""
    sys.stdin.readline()
    answer(kind="unavailable", why=why)

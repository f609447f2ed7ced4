"""Loads exported models with the libraries they are for and compares what they predict with what is expected.

    python check_exports.py <folder>

The folder holds cases.json: a list of {"name", "kind", "model", "input", "initial", "expected"}; beside it, per case, the
exports <name>.safetensors, <name>.onnx, <name>-saved-model/ and <name>-pytorch/. Prints one JSON object: by case and format
the largest difference of prediction and last states from the expected ones.
"""

import importlib.util
import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
import tensorflow as tf
import torch
from safetensors.torch import load_file

FOLDER = pathlib.Path(sys.argv[1])


def array(tensor):
    return np.array(tensor["values"], np.float32).reshape(tensor["shape"])


def difference(got, expected):
    assert got.shape == expected.shape, f"expected shape {expected.shape}, got {got.shape}"
    return float(np.max(np.abs(got - expected)))


def compared(case, output, last):
    states = [difference(got, array(case["expected"]["last"][part])) for got, part in zip(last, case["initial"])]
    expected = np.array(case["expected"]["prediction"], np.float32).reshape(output.shape)
    return {"prediction": difference(output, expected), "state": max(states)}


def run_onnx(case):
    file = FOLDER / f"{case['name']}.onnx"
    onnx.checker.check_model(onnx.load(file), full_check=True)
    session = onnxruntime.InferenceSession(file)
    states = {f"{part}0": array(state) for part, state in case["initial"].items()}
    output, *last = session.run(None, {"input": array(case["input"]), **states})
    return compared(case, output, last)


def run_saved_model(case):
    # The owner of the variables and functions must outlive the signature.
    loaded = tf.saved_model.load(str(FOLDER / f"{case['name']}-saved-model"))
    states = {f"{part}0": tf.constant(array(state)) for part, state in case["initial"].items()}
    results = loaded.signatures["serving_default"](
        input=tf.constant(array(case["input"]).transpose(1, 0, 2)), **states
    )
    last = [results[f"{part}n"].numpy() for part in case["initial"]]
    return compared(case, results["output"].numpy().transpose(1, 0, 2), last)


class Plain(torch.nn.Module):
    """The module that the weights of a network without normalization are of."""

    def __init__(self, case):
        super().__init__()
        model = case["model"]
        kind = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[model["cell"]]
        extra = {"nonlinearity": model["nonlinearity"]} if model["cell"] == "rnn" else {}
        inputs, hidden = case["input"]["shape"][2], model["hiddenSize"]
        self.rnn = kind(inputs, hidden, model["layers"], bidirectional=model["bidirectional"], **extra)
        outputs = len(case["expected"]["prediction"]) // (case["input"]["shape"][0] * case["input"]["shape"][1])
        self.out = torch.nn.Linear(hidden * (2 if model["bidirectional"] else 1), outputs)

    def forward(self, inputs, state):
        hidden, state = self.rnn(inputs, state)
        return self.out(hidden), state


def run_safetensors(case):
    if case["model"]["normalization"] != "none":
        return None
    network = Plain(case)
    network.load_state_dict(load_file(FOLDER / f"{case['name']}.safetensors"))
    return run_stacked(case, network)


def run_stacked(case, network):
    states = [torch.from_numpy(array(state)) for state in case["initial"].values()]
    with torch.no_grad():
        output, last = network(torch.from_numpy(array(case["input"])), tuple(states) if len(states) > 1 else states[0])
    last = last if isinstance(last, tuple) else (last,)
    return compared(case, output.numpy(), [part.numpy() for part in last])


def run_script(case):
    folder = FOLDER / f"{case['name']}-pytorch"
    spec = importlib.util.spec_from_file_location("train", folder / "train.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    network = script.Network()
    network.load_state_dict(load_file(folder / "initial.safetensors"))
    if case["model"]["normalization"] == "none":
        return run_stacked(case, network)
    suffixes = list(script.WIDTHS)
    states = [torch.from_numpy(array(state)) for state in case["initial"].values()]
    state = {suffix: tuple(part[index] for part in states) for index, suffix in enumerate(suffixes)}
    with torch.no_grad():
        output, last = network(torch.from_numpy(array(case["input"])), state)
    stacked = [torch.stack([last[suffix][k] for suffix in suffixes]).numpy() for k in range(len(states))]
    return compared(case, output.numpy(), stacked)


RUNS = {"onnx": run_onnx, "saved-model": run_saved_model, "safetensors": run_safetensors, "pytorch": run_script}

cases = json.loads((FOLDER / "cases.json").read_text())
print(json.dumps({case["name"]: {kind: run(case) for kind, run in RUNS.items()} for case in cases}))

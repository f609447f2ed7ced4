#!/usr/bin/env python3
"""Records what PyTorch computes in float64, as JSON for tests to compare with.

    python3 -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python test/reference/record.py

Writes networks/<name>.json (loss, predictions, last state, per-parameter gradients and gradient flow of one window, for every
cell x layers x directions, and for dropout, both normalizations, and each loss) and updates.json (optimizers, clipping).
All given numbers are multiples of 2^-12, so that float32 holds them exactly. The flow comes from a loop over cells that keeps
every h_t; without dropout and normalization the same loop is checked against torch.nn.RNN, LSTM and GRU before it is believed.
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent
TIME, BATCH, INPUT, HIDDEN, OUTPUT = 5, 2, 2, 3, 2
GATES = {"rnn": 1, "lstm": 4, "gru": 3}
EPSILON = 1e-5


def draw(generator, *shape, scale=0.7):
    """Uniform in [-scale, scale], on a grid that float32 holds exactly."""
    values = scale * (2 * torch.rand(*shape, generator=generator) - 1)
    return torch.round(values * 4096) / 4096


def normalized(z, dims):
    centred = z - z.mean(dims, keepdim=True)
    return centred / torch.sqrt((centred**2).mean(dims, keepdim=True) + EPSILON)


def cell(model, x, u, state):
    """One time step; x and u are W_ih x + b_ih and W_hh h + b_hh."""
    if model["cell"] == "rnn":
        phi = torch.tanh if model["nonlinearity"] == "tanh" else torch.relu
        return (phi(x + u),)
    if model["cell"] == "lstm":
        i, f, g, o = (x + u).chunk(4, 1)
        c = torch.sigmoid(f) * state[1] + torch.sigmoid(i) * torch.tanh(g)
        return (torch.sigmoid(o) * torch.tanh(c), c)
    (xr, xz, xn), (ur, uz, un) = x.chunk(3, 1), u.chunk(3, 1)
    r, z = torch.sigmoid(xr + ur), torch.sigmoid(xz + uz)
    n = torch.tanh(xn + r * un)
    return ((1 - z) * n + z * state[0],)


def direction(model, p, suffix, inputs, state, reverse, probes):
    """One direction of one layer, time step by time step; keeps the gradient of every h_t in probes."""
    norm, gates = model["normalization"], GATES[model["cell"]]
    product = inputs @ p[f"rnn.weight_ih_{suffix}"].T
    if norm == "batch":
        product = normalized(product, (0, 1)) * p[f"rnn.norm_ih_{suffix}"]
    x = product + p[f"rnn.bias_ih_{suffix}"]
    outputs = [None] * TIME
    for t in reversed(range(TIME)) if reverse else range(TIME):
        u = state[0] @ p[f"rnn.weight_hh_{suffix}"].T
        if norm == "layer":
            u = normalized(u.reshape(BATCH, gates, HIDDEN), 2).reshape(u.shape) * p[f"rnn.norm_hh_{suffix}"]
        state = cell(model, x[t], u + p[f"rnn.bias_hh_{suffix}"], state)
        state[0].retain_grad()
        outputs[t] = state[0]
    probes[suffix] = outputs
    return torch.stack(outputs), state


def forward(model, p, inputs, states, masks):
    features, probes, last = inputs, {}, {}
    for layer in range(model["layers"]):
        outputs = []
        for reverse in (False, True) if model["bidirectional"] else (False,):
            suffix = f"l{layer}" + ("_reverse" if reverse else "")
            hidden, last[suffix] = direction(model, p, suffix, features, states[suffix], reverse, probes)
            outputs.append(hidden)
        features = torch.cat(outputs, 2)
        if f"l{layer}" in masks:
            features = features * masks[f"l{layer}"]
    return features @ p["out.weight"].T + p["out.bias"], last, probes


def loss_of(loss, prediction, target):
    if loss["on"] == "last":
        prediction, target = prediction[-1:], target[-1:]
    if loss["kind"] == "mse":
        return torch.nn.functional.mse_loss(prediction, target)
    return torch.nn.functional.cross_entropy(prediction.reshape(-1, OUTPUT), target.reshape(-1, OUTPUT))


def suffixes_of(model):
    ways = ["", "_reverse"] if model["bidirectional"] else [""]
    return [f"l{layer}{way}" for layer in range(model["layers"]) for way in ways]


def parameters_of(model, generator):
    rows, ways = GATES[model["cell"]] * HIDDEN, 2 if model["bidirectional"] else 1
    p = {}
    for suffix in suffixes_of(model):
        width = INPUT if suffix.startswith("l0") else HIDDEN * ways
        p[f"rnn.weight_ih_{suffix}"] = draw(generator, rows, width)
        p[f"rnn.weight_hh_{suffix}"] = draw(generator, rows, HIDDEN)
        p[f"rnn.bias_ih_{suffix}"] = draw(generator, rows)
        p[f"rnn.bias_hh_{suffix}"] = draw(generator, rows)
        gain = {"none": None, "layer": "norm_hh", "batch": "norm_ih"}[model["normalization"]]
        if gain:
            p[f"rnn.{gain}_{suffix}"] = 1 + draw(generator, rows)
    p["out.weight"] = draw(generator, OUTPUT, HIDDEN * ways)
    p["out.bias"] = draw(generator, OUTPUT)
    return {name: value.requires_grad_() for name, value in p.items()}


def check_against_torch(model, p, inputs, states, prediction, last):
    """The loop over cells must be what torch.nn computes."""
    kinds = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
    extra = {"nonlinearity": model["nonlinearity"]} if model["cell"] == "rnn" else {}
    module = kinds[model["cell"]](INPUT, HIDDEN, model["layers"], bidirectional=model["bidirectional"], **extra)
    with torch.no_grad():
        for name, value in module.named_parameters():
            value.copy_(p[f"rnn.{name}"])
        parts = [torch.stack([states[s][k] for s in suffixes_of(model)]) for k in range(len(states["l0"]))]
        outputs, after = module(inputs, tuple(parts) if model["cell"] == "lstm" else parts[0])
        torch.testing.assert_close(outputs @ p["out.weight"].T + p["out.bias"], prediction, rtol=1e-12, atol=1e-12)
        after = after if model["cell"] == "lstm" else (after,)
        for k, part in enumerate(after):
            expected = torch.stack([last[s][k] for s in suffixes_of(model)])
            torch.testing.assert_close(part, expected, rtol=1e-12, atol=1e-12)


def tensor(value):
    return {"shape": list(value.shape), "values": numbers(value)}


def numbers(value):
    return [float(f"{number:.10g}") for number in value.detach().reshape(-1).tolist()]


def record_network(name, seed, loss=None, dropout=0.0, **model):
    model = {"nonlinearity": "tanh", "layers": 1, "bidirectional": False, "normalization": "none", **model}
    loss = loss or {"kind": "mse", "on": "every"}
    generator = torch.Generator().manual_seed(seed)
    p = parameters_of(model, generator)
    inputs, target = draw(generator, TIME, BATCH, INPUT), draw(generator, TIME, BATCH, OUTPUT)
    if loss["kind"] == "cross-entropy":
        target = torch.nn.functional.one_hot((target[..., 0] > 0).long(), OUTPUT).to(target.dtype)
    parts = 2 if model["cell"] == "lstm" else 1
    states = {s: tuple(draw(generator, BATCH, HIDDEN) for _ in range(parts)) for s in suffixes_of(model)}
    width = HIDDEN * (2 if model["bidirectional"] else 1)
    kept = torch.rand(TIME, BATCH, width, generator=generator) >= dropout
    masks = {f"l{k}": kept / (1 - dropout) for k in range(model["layers"] - 1)} if dropout else {}

    prediction, last, probes = forward(model, p, inputs, states, masks)
    if not masks and model["normalization"] == "none":
        check_against_torch(model, p, inputs, states, prediction, last)
    value = loss_of(loss, prediction, target)
    value.backward()
    flow = [torch.stack([h.grad.norm() for h in probes[s]]) for s in suffixes_of(model)]
    named = lambda state: dict(zip(("h", "c"), map(tensor, state)))
    write(f"networks/{name}", {
        "model": {**model, "hiddenSize": HIDDEN},
        "loss": loss,
        "weights": [{"name": key, **tensor(weight)} for key, weight in p.items()],
        "input": tensor(inputs),
        "target": tensor(target),
        "initial": {s: named(state) for s, state in states.items()},
        "masks": {layer: tensor(mask) for layer, mask in masks.items()},
        "expected": {
            "loss": value.item(),
            "prediction": numbers(prediction),
            "last": {s: named(state) for s, state in last.items()},
            "gradients": {key: numbers(weight.grad) for key, weight in p.items()},
            "flow": numbers(torch.cat(flow)),
        },
    })


def record_networks():
    seed = 0
    for kind in ({"cell": "rnn"}, {"cell": "rnn", "nonlinearity": "relu"}, {"cell": "lstm"}, {"cell": "gru"}):
        title = kind["cell"] + ("-relu" if "nonlinearity" in kind else "")
        for layers in (1, 2):
            for bidirectional in (False, True):
                for normalization in ("none", "layer", "batch"):
                    seed += 1
                    shape = f"{layers}" + ("-bi" if bidirectional else "")
                    suffix = "" if normalization == "none" else f"-{normalization}"
                    record_network(
                        f"{title}-{shape}{suffix}", seed,
                        layers=layers, bidirectional=bidirectional, normalization=normalization, **kind,
                    )
        record_network(f"{title}-3-bi-dropout", seed + 1000, dropout=0.25, layers=3, bidirectional=True, **kind)
    for loss in ("mse", "cross-entropy"):
        for on in ("every", "last"):
            seed += 1
            record_network(f"loss-{loss}-{on}", seed, cell="lstm", loss={"kind": loss, "on": on})


OPTIMIZERS = {
    "sgd": ({"kind": "sgd", "momentum": 0, "nesterov": False}, lambda p, lr: torch.optim.SGD(p, lr)),
    "momentum": (
        {"kind": "sgd", "momentum": 0.9, "nesterov": False},
        lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9),
    ),
    "nesterov": (
        {"kind": "sgd", "momentum": 0.9, "nesterov": True},
        lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9, nesterov=True),
    ),
    "rmsprop": ({"kind": "rmsprop"}, lambda p, lr: torch.optim.RMSprop(p, lr)),
    "adam": ({"kind": "adam"}, lambda p, lr: torch.optim.Adam(p, lr)),
    "adamw": ({"kind": "adamw", "weightDecay": 0.05}, lambda p, lr: torch.optim.AdamW(p, lr, weight_decay=0.05)),
}
SCHEDULES = {
    "constant": ({"kind": "constant"}, lambda o, n: torch.optim.lr_scheduler.ConstantLR(o, 1.0)),
    "step": ({"kind": "step", "every": 2, "factor": 0.5}, lambda o, n: torch.optim.lr_scheduler.StepLR(o, 2, 0.5)),
    "cosine": (
        {"kind": "cosine", "to": 0.001},
        lambda o, n: torch.optim.lr_scheduler.CosineAnnealingLR(o, n, eta_min=0.001),
    ),
    "warmup": (
        {"kind": "warmup", "steps": 3},
        lambda o, n: torch.optim.lr_scheduler.LambdaLR(o, lambda k: min(1, (k + 1) / 3)),
    ),
}
CLIPS = {
    "none": ({"kind": "none"}, lambda p: None),
    "norm": ({"kind": "norm", "limit": 0.5}, lambda p: torch.nn.utils.clip_grad_norm_(p, 0.5)),
    "norm-unreached": ({"kind": "norm", "limit": 100}, lambda p: torch.nn.utils.clip_grad_norm_(p, 100)),
    "value": ({"kind": "value", "limit": 0.25}, lambda p: torch.nn.utils.clip_grad_value_(p, 0.25)),
}


def record_updates():
    """Parameters after each of a few given gradients: every optimizer, every schedule, every clip rule."""
    generator = torch.Generator().manual_seed(42)
    initial, gradients = draw(generator, 6), [draw(generator, 6) for _ in range(6)]
    combinations = [(o, "constant", "none") for o in OPTIMIZERS]
    combinations += [("adam", s, "none") for s in SCHEDULES] + [("nesterov", "constant", c) for c in CLIPS]
    cases = []
    for optimizer, schedule, clip in dict.fromkeys(combinations):
        rate = 0.0625
        parameter = torch.nn.Parameter(initial.clone())
        rule = OPTIMIZERS[optimizer][1]([parameter], rate)
        scheduler = SCHEDULES[schedule][1](rule, len(gradients))
        case = {
            "name": f"{optimizer}, {schedule}, clip {clip}",
            "optimizer": {**OPTIMIZERS[optimizer][0], "learningRate": rate},
            "schedule": SCHEDULES[schedule][0],
            "clip": CLIPS[clip][0],
            "parameters": [], "learningRate": [], "norm": [], "normClipped": [],
        }
        for gradient in gradients:
            parameter.grad = gradient.clone()
            case["norm"].append(parameter.grad.norm().item())
            CLIPS[clip][1]([parameter])
            case["normClipped"].append(parameter.grad.norm().item())
            case["learningRate"].append(rule.param_groups[0]["lr"])
            rule.step()
            scheduler.step()
            case["parameters"].append(numbers(parameter))
        cases.append(case)
    write("updates", {"initial": numbers(initial), "gradients": [numbers(g) for g in gradients], "cases": cases})


def write(name, content):
    path = HERE / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"torch": torch.__version__, **content}, separators=(",", ":")) + "\n")


record_networks()
record_updates()

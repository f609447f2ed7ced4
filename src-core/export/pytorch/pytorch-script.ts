// A training script for PyTorch with weights and sequences beside it, which repeats a recorded run step by step. It holds what
// the run needs and nothing else; words of a person's (names, labels) are in run.json, never in the code.
import type { ExportedFile } from '../exported';
import { modelNotes } from '../model-notes';
import { type NetworkStructure, networkStructure } from '../network-structure';
import { writeSafetensors } from '../safetensors';
import type { TrainedModel } from '../trained-model';
import { runData } from './run-data';
import { networkSource } from './network-source';
import { trainingSource } from './training-source';

/** The files of the folder; a text says why there is none. */
export function pytorchFiles(network: NetworkStructure, run: TrainedModel): readonly ExportedFile[] | string {
  const [adjusted] = run.adjustments;
  if (adjusted !== undefined) {
    return `Learning rate or clip limit were changed at step ${adjusted.step} while the run was trained, which a script does not repeat: export the network in another format, or train without changes.`;
  }
  const before = networkStructure(run.settings.model, run.initialWeights);
  if (typeof before === 'string') return before;
  const data = runData(run);
  if (typeof data === 'string') return data;
  const about = { ...modelNotes(run), settings: run.settings };
  return [
    { path: 'train.py', content: script(network, run) },
    { path: 'requirements.txt', content: 'numpy\nsafetensors\ntorch>=2.0\n' },
    { path: 'run.json', content: `${JSON.stringify(about, null, 2)}\n` },
    { path: 'initial.safetensors', content: writeSafetensors(run.initialWeights) },
    { path: 'data.safetensors', content: writeSafetensors(data) },
  ];
}

function script(network: NetworkStructure, run: TrainedModel): string {
  return `"""Trains a network again, step by step as Unroll ${versionText(run.version)} did.

    pip install -r requirements.txt
    python train.py

Reads initial.safetensors, the weights before the first step, and data.safetensors, the sequences of
every step. Writes trace.csv and weights.safetensors into results/. run.json tells where the run
comes from, and all its settings.
"""

import csv
${run.settings.training.schedule.kind === 'cosine' ? 'import math\n' : ''}from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn

HERE = Path(__file__).parent
RESULTS = HERE / "results"


${networkSource(network)}


${trainingSource(network, run.settings)}


def main():
    network = Network()
    network.load_state_dict(load_file(HERE / "initial.safetensors"))
    RESULTS.mkdir(exist_ok=True)
    with open(RESULTS / "trace.csv", "w", newline="") as file:
        trace = csv.writer(file)
        trace.writerow(["step", "loss", "grad_norm", "grad_norm_clipped", "learning_rate"])
        trace.writerows(train(network, load_file(HERE / "data.safetensors")))
    save_file(network.state_dict(), RESULTS / "weights.safetensors")


if __name__ == "__main__":
    main()
`;
}

/** The version comes from a file: digits, letters, dots and dashes of it. */
function versionText(version: string): string {
  return version.replace(/[^\w.+-]/g, '').slice(0, 40);
}

// The training loop of a script: loss, clipping, optimizer and schedule of the run.
import type { Clip, Loss, Optimizer, Schedule, Settings, Training } from '../../experiment/experiment';
import type { NetworkStructure } from '../network-structure';

/** The functions learning_rate, gradient_norm and train. */
export function trainingSource({ model }: NetworkStructure, { training }: Settings): string {
  const masks = model.dropout > 0;
  const taken = ['inputs', ...(training.carryState ? ['state'] : []), ...(masks ? ['masks=masks'] : [])];
  const rows = `enumerate(zip(data["input"], data["target"]))`;
  const mask = `        masks = {name: data[name][step] for name in data if name.startswith("mask")}\n`;
  return `${learningRateSource(training)}


def gradient_norm(parameters):
    """The norm of all gradients as one vector."""
    return torch.linalg.vector_norm(torch.cat([p.grad.flatten() for p in parameters]))


def train(network, data):
    """Takes every step; yields what a trace holds of it."""
    parameters = list(network.parameters())
    optimizer = ${optimizerSource(training.optimizer)}
${training.carryState ? '    state = None\n' : ''}    for step, (inputs, targets) in ${rows}:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)
${masks ? mask : ''}        prediction, ${training.carryState ? 'state' : '_'} = network(${taken.join(', ')})
${training.carryState ? '        state = detached(state)\n' : ''}        loss = ${lossSource(training.loss)}
        optimizer.zero_grad()
        loss.backward()
        norm = gradient_norm(parameters)
${clipSource(training.clip)}        clipped = gradient_norm(parameters)
        optimizer.step()
        yield step, loss.item(), norm.item(), clipped.item(), learning_rate(step)`;
}

function learningRateSource({ optimizer, schedule, steps }: Training): string {
  const base = optimizer.learningRate;
  return `def learning_rate(step):
    """${scheduleTitle(schedule)}"""
    return ${rateSource(base, schedule, steps)}`;
}

function scheduleTitle(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'constant':
      return 'The same at every step.';
    case 'step':
      return 'Multiplied by a factor, again and again.';
    case 'cosine':
      return 'Half a cosine over all planned steps (Loshchilov and Hutter 2017).';
    case 'warmup':
      return 'Rises over the first steps, then stays.';
  }
}

function rateSource(base: number, schedule: Schedule, steps: number): string {
  switch (schedule.kind) {
    case 'constant':
      return String(base);
    case 'step':
      return `${base} * ${schedule.factor} ** (step // ${schedule.every})`;
    case 'cosine':
      return `${schedule.to} + (${base} - ${schedule.to}) * (1 + math.cos(math.pi * min(step / ${steps}, 1))) / 2`;
    case 'warmup':
      return `${base} * min(1, (step + 1) / ${schedule.steps})`;
  }
}

function optimizerSource(optimizer: Optimizer): string {
  switch (optimizer.kind) {
    case 'sgd': {
      const momentum = optimizer.momentum === 0 ? '' : `, momentum=${optimizer.momentum}`;
      return `torch.optim.SGD(parameters, lr=learning_rate(0)${momentum}${optimizer.nesterov ? ', nesterov=True' : ''})`;
    }
    case 'rmsprop':
      return 'torch.optim.RMSprop(parameters, lr=learning_rate(0))';
    case 'adam':
      return 'torch.optim.Adam(parameters, lr=learning_rate(0))';
    case 'adamw':
      return `torch.optim.AdamW(parameters, lr=learning_rate(0), weight_decay=${optimizer.weightDecay})`;
  }
}

function lossSource({ kind, on }: Loss): string {
  const part = on === 'last' ? '[-1]' : '';
  switch (kind) {
    case 'mse':
      return `nn.functional.mse_loss(prediction${part}, targets${part})`;
    case 'cross-entropy': {
      // One row per point: the last points are rows already.
      const rows = on === 'last' ? '[-1]' : '.flatten(0, 1)';
      return `nn.functional.cross_entropy(prediction${rows}, targets${rows})`;
    }
  }
}

function clipSource(clip: Clip): string {
  switch (clip.kind) {
    case 'none':
      return '';
    case 'norm':
      return `        nn.utils.clip_grad_norm_(parameters, max_norm=${clip.limit})\n`;
    case 'value':
      return `        nn.utils.clip_grad_value_(parameters, clip_value=${clip.limit})\n`;
  }
}

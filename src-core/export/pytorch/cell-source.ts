// The cells in Python, for scripts that loop over them; the equations are those of src-core/network.
import type { Model } from '../../experiment/experiment';

/** The function cell(x, u, state): one point in time. */
export function cellSource(model: Model): string {
  switch (model.cell) {
    case 'rnn': {
      const phi = model.nonlinearity === 'relu' ? 'torch.relu' : 'torch.tanh';
      return `def cell(x, u, state):
    """One point in time; x and u are W_ih x + b_ih and W_hh h + b_hh."""
    return (${phi}(x + u),)`;
    }
    case 'lstm':
      return `def cell(x, u, state):
    """One point in time; x and u are W_ih x + b_ih and W_hh h + b_hh."""
    i, f, g, o = (x + u).chunk(4, dim=1)
    c = torch.sigmoid(f) * state[1] + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c`;
    case 'gru':
      return `def cell(x, u, state):
    """One point in time; x and u are W_ih x + b_ih and W_hh h + b_hh."""
    (xr, xz, xn), (ur, uz, un) = x.chunk(3, dim=1), u.chunk(3, dim=1)
    r, z = torch.sigmoid(xr + ur), torch.sigmoid(xz + uz)
    n = torch.tanh(xn + r * un)
    return ((1 - z) * n + z * state[0],)`;
  }
}

/** The function normalized(z, dims) with two lines below it; nothing where there is no normalization. */
export function normalizationSource({ normalization }: Model): string {
  if (normalization === 'none') return '';
  const what =
    normalization === 'layer'
      ? 'over the units of each gate (Ba et al. 2016)'
      : 'over all points of the window and the batch (Laurent et al. 2015)';
  return `def normalized(z, dims):
    """To mean 0 and variance 1 ${what}."""
    centred = z - z.mean(dims, keepdim=True)
    return centred / torch.sqrt((centred**2).mean(dims, keepdim=True) + 1e-5)


`;
}

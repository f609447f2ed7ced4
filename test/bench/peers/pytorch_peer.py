"""Peer pytorch: the usual script. nn.RNN, nn.LSTM or nn.GRU with a linear head, MSE, clip_grad_norm_, Adam; one thread."""

import serve


def make_trainer(request):
    import torch
    from torch import nn

    torch.set_num_threads(1)
    row = request["row"]
    length, batch, hidden = row["timeStep"], row["batchSize"], row["hiddenSize"]

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.rnn = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[row["cell"]](1, hidden)
            self.out = nn.Linear(hidden, 1)

        def forward(self, x, state):
            hs, state = self.rnn(x, state)
            return self.out(hs), state

    net = Net()
    weights = serve.tensors(request["weights"])
    net.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    optimizer = torch.optim.Adam(net.parameters(), lr=request["learningRate"])
    loss_function = nn.MSELoss()
    state, step = None, 0

    def detached(state):
        return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()

    def take_step():
        nonlocal state, step
        x, y = serve.windows(row, step, 1)
        step += 1
        prediction, state = net(torch.from_numpy(x[0]), state)
        state = detached(state)
        loss = loss_function(prediction, torch.from_numpy(y[0]))
        optimizer.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(net.parameters(), request["clipLimit"])
        optimizer.step()
        # What a run records of a step: loss, gradient norm, prediction.
        prediction.detach().numpy().flatten()
        return loss.item(), norm.item()

    return f"PyTorch {torch.__version__}", 1, lambda steps: zip(*[take_step() for _ in range(steps)])


if __name__ == "__main__":
    try:
        import torch  # noqa: F401
    except Exception as error:
        serve.unavailable(f"{error}: run node test/bench/python-env.mjs.")
    else:
        serve.serve(make_trainer)

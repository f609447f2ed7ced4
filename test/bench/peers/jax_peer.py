"""Peer jax: the training loop as one compiled program. jit over a scan of steps, each a scan over time with its gradient
by value_and_grad, clipping by norm, Adam. One thread of the CPU."""

import functools

import serve


@functools.cache
def program_for(cell_name, limit):
    """Compiled once for every network of a kind, as whoever trains several of them would have it."""
    import jax
    import jax.numpy as jnp

    def rnn(weights, projected, state):
        h = jnp.tanh(projected + state[0] @ weights["rnn.weight_hh_l0"].T + weights["rnn.bias_hh_l0"])
        return (h,)

    def lstm(weights, projected, state):
        h, c = state
        z = projected + h @ weights["rnn.weight_hh_l0"].T + weights["rnn.bias_hh_l0"]
        i, f, g, o = jnp.split(z, 4, axis=1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        return jax.nn.sigmoid(o) * jnp.tanh(c), c

    def gru(weights, projected, state):
        recurrent = state[0] @ weights["rnn.weight_hh_l0"].T + weights["rnn.bias_hh_l0"]
        (xr, xz, xn), (hr, hz, hn) = jnp.split(projected, 3, axis=1), jnp.split(recurrent, 3, axis=1)
        r, z = jax.nn.sigmoid(xr + hr), jax.nn.sigmoid(xz + hz)
        return ((1 - z) * jnp.tanh(xn + r * hn) + z * state[0],)

    cell = {"rnn": rnn, "lstm": lstm, "gru": gru}[cell_name]

    def loss_of(weights, state, x, y):
        # The input's share of every gate does not wait for the loop.
        projected = x @ weights["rnn.weight_ih_l0"].T + weights["rnn.bias_ih_l0"]

        def over_time(state, z):
            state = cell(weights, z, state)
            return state, state[0]

        state, hs = jax.lax.scan(over_time, state, projected)
        prediction = hs @ weights["out.weight"].T + weights["out.bias"]
        return jnp.mean((prediction - y) ** 2), (state, prediction)

    def take_step(carry, at):
        weights, m, v, state = carry
        x, y, rate_k, root_k = at
        (loss, (state, prediction)), g = jax.value_and_grad(loss_of, has_aux=True)(weights, state, x, y)
        norm = jnp.sqrt(sum(jnp.sum(x * x) for x in jax.tree.leaves(g)))
        scale = jnp.minimum(1.0, limit / (norm + 1e-6))
        g = jax.tree.map(lambda x: x * scale, g)
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        update = lambda w, m, v: w - rate_k * m / (jnp.sqrt(v) / root_k + 1e-8)
        weights = jax.tree.map(update, weights, m, v)
        return (weights, m, v, state), (loss, norm, prediction)

    @jax.jit
    def program(carry, at):
        return jax.lax.scan(take_step, carry, at)

    return program


def make_trainer(request):
    import jax
    import jax.numpy as jnp
    import numpy as np

    row = request["row"]
    hidden, batch, chunk = row["hiddenSize"], row["batchSize"], row["chunk"]
    rate = request["learningRate"]
    program = program_for(row["cell"], request["clipLimit"])

    def corrections(first):
        # Adam's bias corrections in double: in float32, 1 − 0.999^k is off by 5e-5 in the first steps.
        k = np.arange(first + 1, first + chunk + 1, dtype=np.float64)
        return np.float32(rate / (1 - 0.9**k)), np.float32(np.sqrt(1 - 0.999**k))

    weights = {name: jnp.asarray(value) for name, value in serve.tensors(request["weights"]).items()}
    zeros = jax.tree.map(jnp.zeros_like, weights)
    state = tuple(jnp.zeros((batch, hidden)) for _ in range(2 if row["cell"] == "lstm" else 1))
    carry, step = (weights, zeros, zeros, state), 0

    def advance(steps):
        nonlocal carry, step
        losses, norms = [], []
        for _ in range(steps // chunk):
            carry, recorded = program(carry, (*serve.windows(row, step, chunk), *corrections(step)))
            step += chunk
            # What a run records of a step: loss, gradient norm, prediction.
            loss, norm, _prediction = jax.device_get(recorded)
            losses.extend(loss)
            norms.extend(norm)
        return losses, norms

    return f"JAX {jax.__version__}", chunk, advance


if __name__ == "__main__":
    try:
        import jax  # noqa: F401
    except Exception as error:
        serve.unavailable(f"{error}: run node test/bench/python-env.mjs.")
    else:
        serve.serve(make_trainer)

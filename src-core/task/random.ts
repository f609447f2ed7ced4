// Seeded random numbers in named streams: every tensor that needs draws has a stream of its own, so that adding a layer or
// a mask leaves the draws of all others as they were, and lanes with equal shapes get equal draws.

/** An endless sequence of draws. */
export interface RandomStream {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** Standard normal, by the Box–Muller transform (Box & Muller 1958). */
  normal(): number;
}

/**
 * The stream of a seed and a name (`rnn.weight_hh_l0`). Generator: xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear
 * pseudorandom number generators", 2021). Its four words of state are FNV-1a hashes of the text `seed:name` (four offset
 * bases), each passed through MurmurHash3's finaliser.
 */
export function randomStream(seed: number, name: string): RandomStream {
  const next = xoshiro128(stateFrom(`${seed}:${name}`));
  const uniform = () => (next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53;
  let spare: number | null = null;
  return {
    uniform,
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

type State = [number, number, number, number];

/** Uniform 32-bit words. The state is one of the 2¹²⁸ − 1 that are not all zero. */
function xoshiro128([a, b, c, d]: State): () => number {
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

function stateFrom(text: string): State {
  const word = (index: number) => finalise(fnv1a(text, 0x811c9dc5 ^ Math.imul(index, 0x9e3779b9)));
  const state: State = [word(0), word(1), word(2), word(3)];
  return state.some((value) => value !== 0) ? state : [1, 2, 3, 4];
}

/** FNV-1a over the UTF-16 code units of the text, 32 bits. */
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** fmix32 of MurmurHash3: every bit of the input moves every bit of the output. */
function finalise(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

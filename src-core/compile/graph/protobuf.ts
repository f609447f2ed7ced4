// Writing the protocol buffer wire format: just what a GraphDef needs, and nothing to read it.
// https://protobuf.dev/programming-guides/encoding

const Wire = { varint: 0, lengthDelimited: 2, fixed32: 5 } as const;

/** One field after another: a message. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** An int32, int64 (within ±2⁵³), bool or enum field. */
export function varintField(number: number, value: number | boolean): Uint8Array {
  return concatBytes([tag(number, Wire.varint), varint(BigInt(value))]);
}

/** A float field. */
export function floatField(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concatBytes([tag(number, Wire.fixed32), bytes]);
}

/** A bytes field, or a packed one. */
export function bytesField(number: number, value: Uint8Array): Uint8Array {
  return concatBytes([tag(number, Wire.lengthDelimited), varint(BigInt(value.length)), value]);
}

/** A string field of ASCII characters: names of operations, attributes, functions. */
export function textField(number: number, value: string): Uint8Array {
  return bytesField(number, ascii(value));
}

/** A message field. */
export function messageField(number: number, fields: readonly Uint8Array[]): Uint8Array {
  return bytesField(number, concatBytes(fields));
}

/** A repeated int field in its packed form. */
export function packedField(number: number, values: readonly number[]): Uint8Array {
  return bytesField(number, concatBytes(values.map((value) => varint(BigInt(value)))));
}

/** An entry of a `map<string, Message>` field. */
export function mapField(number: number, key: string, value: readonly Uint8Array[]): Uint8Array {
  return messageField(number, [textField(1, key), messageField(2, value)]);
}

/** @throws on characters beyond ASCII. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 127) throw new Error(`A name in a native program must be ASCII, got ${JSON.stringify(text)}.`);
    return code;
  });
}

function tag(number: number, wire: number): Uint8Array {
  return varint(BigInt((number << 3) | wire));
}

/** Seven bits a byte, lowest first; negative numbers as 64-bit two's complement. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const more = rest > 0x7fn;
    bytes.push(Number(rest & 0x7fn) | (more ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

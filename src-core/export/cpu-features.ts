/** Instruction sets that decide which numeric kernels run; the rest of a processor's flags does not matter here. */
const NUMERIC = /^(sse4_[12]|avx\w*|f16c|fma|amx_\w+|asimd\w*|sve\w*|bf16|i8mm)$/;

/** The numeric instruction sets in the text of Linux's `/proc/cpuinfo`, sorted; none where it has no line of flags. */
export function cpuFeatures(cpuinfo: string): readonly string[] {
  const line = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo)?.[1] ?? '';
  return line
    .split(/\s+/)
    .filter((flag) => NUMERIC.test(flag))
    .sort();
}

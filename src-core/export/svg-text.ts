// Text in SVG: escaping, and about how wide it is.

/** The system's font in a browser; DejaVu Sans where a picture is made without one. */
export const FONT_STACK = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** Text safe inside SVG elements and attributes; characters that XML forbids become a replacement mark. */
export function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** Width over font size by kind of character, after DejaVu Sans, the widest of the stack. */
function advance(character: string): number {
  if (/[il.,:;'|!ıj·]/.test(character)) return 0.32;
  if (/[ ftr()[\]/\-"]/.test(character)) return 0.39;
  if (/[mMWw@%—…]/.test(character)) return 0.95;
  if (/[A-Z]/.test(character)) return 0.69;
  if (/[\u2e80-\uffef]/.test(character)) return 1;
  return 0.62;
}

/** About how wide a text is, in pixels; never much less than it is drawn. */
export function textWidth(text: string, fontSize: number): number {
  return fontSize * Array.from(text).reduce((width, character) => width + advance(character), 0);
}

/** The text, cut with … where it would be wider than `room` pixels. */
export function fitText(text: string, fontSize: number, room: number): string {
  if (textWidth(text, fontSize) <= room) return text;
  let characters = Array.from(text);
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, fontSize) > room) {
    characters = characters.slice(0, -1);
  }
  return `${characters.join('').trimEnd()}…`;
}

/** The text in lines no wider than `room` pixels, broken between words, or within one that is wider itself; no Chinese mark begins one. */
export function wrapText(text: string, fontSize: number, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=[ \u2e80-\uffef])(?![、。，：；！？）」”])/u)) {
    if (line !== '' && textWidth((line + word).trimEnd(), fontSize) > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    for (const character of word) {
      if (line !== '' && textWidth((line + character).trimEnd(), fontSize) > room) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line.trimEnd() === '' ? lines : [...lines, line.trimEnd()];
}

export interface TextStyle {
  readonly size: number;
  readonly colour: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  /** Paper colour around the letters, for text over lines. */
  readonly halo?: string;
}

const CHINESE = /[\u2e80-\uffef]+/gu;

/** Escaped, with Chinese in a font of its own: not every program finds one that has it by itself. */
function inFonts(text: string): string {
  return escapeText(text).replace(
    CHINESE,
    (run) => `<tspan font-family="'Noto Sans SC', sans-serif">${run}</tspan>`,
  );
}

/** A text element whose baseline begins at (x, y). */
export function textElement(x: number, y: number, text: string, style: TextStyle): string {
  const anchor =
    style.anchor === undefined || style.anchor === 'start' ? '' : ` text-anchor="${style.anchor}"`;
  const weight = style.bold === true ? ' font-weight="600"' : '';
  const halo =
    style.halo === undefined
      ? ''
      : ` stroke="${style.halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${style.size}" fill="${style.colour}"${anchor}${weight}${halo}>${inFonts(text)}</text>`;
}

/** A coordinate with at most two decimals. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

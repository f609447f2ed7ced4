import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderPdf } from '../../electron/pictures/pdf';
import { temporaryFolder } from '../trainer/temporary-folder';

const DATE = new Date('2026-01-02T03:04:05Z');

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120" font-family="sans-serif"><title>A chart</title>${content}</svg>`;
}

function hasPoppler(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function written(content: string): Promise<string> {
  const file = path.join(temporaryFolder(), 'chart.pdf');
  writeFileSync(file, await renderPdf(svg(content), DATE));
  return file;
}

describe('renderPdf', () => {
  it('is one page of the picture’s size, dated by its data, the same bytes every time', async () => {
    const content =
      '<text x="10" y="20" font-size="11">step π → 训练</text><path d="M0 0L10 10" stroke="#000"/>';
    const bytes = Buffer.from(await renderPdf(svg(content), DATE));
    const text = bytes.toString('latin1');
    expect(text.startsWith('%PDF-1.')).toBe(true);
    expect(text).toContain('/MediaBox [0 0 300 90]');
    expect(text).toContain('(D:20260102030405Z)');
    expect(Buffer.from(await renderPdf(svg(content), DATE)).equals(bytes)).toBe(true);
  });

  it('refuses elements that it would leave out', async () => {
    await expect(async () => renderPdf(svg('<image href="x"/>'), DATE)).rejects.toThrow(
      /no way to draw .* image/,
    );
    await expect(async () => renderPdf('<html/>', DATE)).rejects.toThrow(/svg element, got html/);
  });

  it.skipIf(!hasPoppler())('holds its text as text, Chinese and Greek among it', async () => {
    const file = await written(
      '<text x="390" y="20" font-size="11" text-anchor="end">loss of 训练：步 π⁻³</text><text x="10" y="60" font-size="14" font-weight="600" stroke="#fff" stroke-width="4">梯度 norm</text>',
    );
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    expect(text).toContain('loss of 训练：步 π⁻³');
    expect(text).toContain('梯度 norm');
    expect(execFileSync('pdffonts', [file], { encoding: 'utf8' })).toMatch(/DejaVuSans[\s\S]*NotoSansSC/);
  });
});

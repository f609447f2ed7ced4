// The parts of a progress line.

/** `[█████░░░░]  55 %  `, in at most `room` columns; empty where that is too narrow. */
export function bar(share: number, room: number): string {
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  const width = Math.min(40, room - percent.length - 5);
  if (width < 5) return '';
  const filled = Math.floor(share * width);
  return `[${'█'.repeat(filled)}${'░'.repeat(width - filled)}] ${percent}  `;
}

/** `8 s`, `2 min 05 s`, `3 h 12 min`. */
export function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

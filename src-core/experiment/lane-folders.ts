/**
 * Folder names of lanes: the label in lower case, every run of characters other than letters and digits of any script one `-`;
 * a name already taken gets `-2`, `-3`, …. Labels are composed first (NFC), so that é is one letter however it was typed.
 */
export function laneFolders(labels: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const plain = label
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-');
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain}-${count}`;
    taken.add(name);
    return name;
  });
}

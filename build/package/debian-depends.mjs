// What the .deb asks of a system: every library that a program in it is linked against, by the package that holds it.
// Where Ubuntu 24.04 renamed a package for its 64-bit time, both names do.

/** @type {readonly string[]} */
export const DEPENDS = [
  'libasound2 | libasound2t64',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libatk1.0-0 | libatk1.0-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libc6 (>= 2.28)',
  'libcairo2',
  'libcups2 | libcups2t64',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libgcc-s1',
  'libglib2.0-0 | libglib2.0-0t64',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libstdc++6',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
];

/** Not linked against, but called: xdg-open shows folders; without any font there are no letters. */
export const RECOMMENDS = ['xdg-utils', 'fonts-dejavu-core | fonts-liberation | fonts-noto-core'];

"""Cuts Noto Sans SC to the characters of GB 2312 and the frequently used ones of Big5, without hinting and layout tables.

usage: subset.py <NotoSansSC_400Regular.ttf> <out.ttf>     (needs fonttools; electron/pictures/fonts/README.md has the versions)
The same input gives the same bytes.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

# Two-byte codes: first bytes, second bytes.
CODES = {
    "gb2312": (range(0xA1, 0xF8), range(0xA1, 0xFF)),
    "big5": (range(0xA4, 0xC7), range(0x40, 0xFF)),
}
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG", "DSIG", "meta"]


def characters(codec, first_bytes, second_bytes):
    for first in first_bytes:
        for second in second_bytes:
            try:
                yield from bytes([first, second]).decode(codec)
            except UnicodeDecodeError:
                pass


def main(source, target):
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=NAMES, notdef_outline=True, glyph_names=False
    )
    options.drop_tables += DROPPED
    subsetter = subset.Subsetter(options)
    wanted = {ord(c) for codec, codes in CODES.items() for c in characters(codec, *codes)}
    subsetter.populate(unicodes=sorted(wanted))
    subsetter.subset(font)
    font.save(target)


main(*sys.argv[1:])

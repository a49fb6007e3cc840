"""Writes a font whose characters lead straight to their tabular glyphs, and which
substitutes nothing: tabular.py ORIGINAL RESULT."""

import sys

from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1])
rules = font["GSUB"].table
tabular = {}
for record in rules.FeatureList.FeatureRecord:
    if record.FeatureTag == "tnum":
        for index in record.Feature.LookupListIndex:
            for table in rules.LookupList.Lookup[index].SubTable:
                tabular.update(table.mapping)
for table in font["cmap"].tables:
    for character, glyph in table.cmap.items():
        table.cmap[character] = tabular.get(glyph, glyph)
    table.cmap.setdefault(0x202F, table.cmap[ord(" ")])  # between thousands; JetBrains Mono lacks it
del font["GSUB"]
names, widths = font.getBestCmap(), font["hmtx"].metrics
for figure in "123456789":  # one of Inter's is a unit narrower than the others
    name = names[ord(figure)]
    widths[name] = (widths[names[ord("0")]][0], widths[name][1])
font.save(sys.argv[2])

#!/bin/sh
# Cuts the four font files that the program embeds out of the full families:
# Latin, the punctuation, arrows and mathematical signs that the screens use,
# and kerning. Figures are made tabular in the files themselves, so that showing
# text needs no shaping engine, which would weigh as much as all of the program's
# own code. Run it after a text needs a sign that is not there.
#
# Needs Debian's fonts-inter (3.19), fonts-jetbrains-mono (2.x) and fonttools;
# INTER and MONO may name other folders that hold the originals.
set -eu
cd "$(dirname "$0")"
inter=${INTER:-/usr/share/fonts/opentype/inter}
mono=${MONO:-/usr/share/fonts/truetype/jetbrains-mono}
whole=$(mktemp)
trap 'rm -f "$whole"' EXIT

# ASCII, a few letters of names, dashes, quotes, ellipsis, arrows, signs.
text='U+0020-007E,U+00A0,U+00A7,U+00A9,U+00B0-00B3,U+00B5,U+00B7,U+00D7,U+00C4,U+00D6,U+00DC,U+00DF,U+00E4,U+00E9,U+00F6,U+00FC'
signs='U+2009,U+2013,U+2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2030,U+203A,U+2039,U+2190-2193,U+2211,U+2212,U+221A,U+221E,U+2248,U+2260,U+2264,U+2265,U+03BC,U+03C1,U+03C3'

cut() { # original, result
	/usr/bin/python3 tabular.py "$1" "$whole"
	pyftsubset "$whole" --output-file="$2" --unicodes="$text,$signs" \
		--layout-features=kern --no-hinting --desubroutinize \
		--name-IDs=0,1,2,3,4,5,6,13,14 --notdef-outline --drop-tables+=DSIG
}

cut "$inter/Inter-Regular.otf" Inter-Regular.otf
cut "$inter/Inter-Medium.otf" Inter-Medium.otf
cut "$inter/Inter-SemiBold.otf" Inter-SemiBold.otf
cut "$mono/JetBrainsMono-Medium.ttf" JetBrainsMono-Medium.ttf
ls -l ./*.otf ./*.ttf

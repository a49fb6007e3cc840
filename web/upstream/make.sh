#!/bin/sh
# Lays out, in a folder, the modules that the patches beside this file change, with those
# changes, the shaders of the page, compiled, and a go.mod that has the page built from
# all that: README.md says what for.
#
#	web/upstream/make.sh FOLDER [GO]
set -eu
here=web/upstream
out=$1
go=${2:-go}

rm -rf "$out"
mkdir -p "$out"
cp go.sum "$out/go.sum"
cp go.mod "$out/go.mod.part"
for patch in "$here"/*.patch; do
	name=$(basename "$patch" .patch)
	module=$(sed -n 's/^Module: //p' "$patch")
	"$go" mod download "$module"
	from=$("$go" list -m -f '{{.Dir}}' "$module")
	# Of the module only what the page is made of, and what stands beside its go.mod.
	{
		echo "$from"
		GOOS=js GOARCH=wasm "$go" list -deps -f "{{with .Module}}{{if eq .Path \"$module\"}}{{\$.Dir}}{{end}}{{end}}" ./cmd/playground
	} | sort -u | while read -r dir; do
		to=$out/$name${dir#"$from"}
		mkdir -p "$to"
		find "$dir" -maxdepth 1 -type f ! -name '*_test.go' -exec cp {} "$to" \;
	done
	chmod -R u+w "$out/$name"
	file=$PWD/$patch
	# Not as a part of this repository, where it would skip what is not tracked.
	(cd "$out/$name" && GIT_CEILING_DIRECTORIES=$(cd .. && pwd) git apply "$file") || {
		echo "$patch does not apply to $("$go" list -m "$module"): see $here/README.md" >&2
		exit 1
	}
	# What the page has instead of a package's files, all of which are then for others.
	if [ -d "$here/_$name" ]; then
		(cd "$here/_$name" && find . -name '*_js.go') | while read -r instead; do
			for f in "$out/$name/$(dirname "$instead")"/*.go; do
				{ echo '//go:build !js'; echo; cat "$f"; } >"$f.part" && mv "$f.part" "$f"
			done
		done
		cp -R "$here/_$name/." "$out/$name/"
	fi
	echo "replace $module => ./$out/$name" >>"$out/go.mod.part"
done
mv "$out/go.mod.part" "$out/go.mod"
shaders=internal/legacyshader
"$go" run -modfile "$out/go.mod" "github.com/hajimehoshi/ebiten/v2/$shaders/precompile" render/*.kage >"$out/shaders.part"
mv "$out/shaders.part" "$out/ebiten/$shaders/shaders_js.go"

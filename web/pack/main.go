// Command pack lays out the page as a folder that any web server can serve from
// any path: the files of web/, the program, the loader that belongs to the Go
// toolchain, and the fonts. It needs nothing but Go, so that building the page
// does not either.
//
//	go run ./web/pack -o dist -wasm build/playground.wasm -exec wasm_exec.js -fonts render/fonts
//
// Beside each file of some size lies a gzip of it. The loader asks for the
// program's gzip by name and unpacks it itself, since not every server compresses.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fanout/render/pictures"
)

// pageFiles are the files of web/ that belong to the page.
var pageFiles = []string{"index.html", "style.css", "loader.js", "screens.js", "canvas.js", "form.js", "link.js", "drop.js", "icon.svg"}

// fontFiles are the faces that the page's text uses, with their licence.
var fontFiles = []string{"Inter-Regular.otf", "Inter-SemiBold.otf", "OFL-Inter.txt"}

// gzipFrom is the size in bytes from which a compressed copy is worth its name.
const gzipFrom = 1 << 10

func main() {
	var p packer
	flag.StringVar(&p.out, "o", "dist", "`folder` to write")
	flag.StringVar(&p.web, "web", "web", "`folder` of the page's own files")
	flag.StringVar(&p.wasm, "wasm", "build/playground.wasm", "the program, a wasm `file`")
	flag.StringVar(&p.exec, "exec", "wasm_exec.js", "the Go toolchain's loader `file`")
	flag.StringVar(&p.fonts, "fonts", "render/fonts", "`folder` of the fonts; where it is missing the page uses the system's")
	flag.Parse()
	if err := p.pack(); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

type packer struct {
	out, web, wasm, exec, fonts string
}

func (p *packer) pack() error {
	program, err := os.ReadFile(p.wasm)
	if err != nil {
		return err
	}
	// The size is baked in because a server that compresses on the way does not
	// tell it, and the version because a cache must not mix two builds.
	introductions, keys := wordsOf(pictures.All())
	baked := strings.NewReplacer(
		"{{wasm-bytes}}", strconv.Itoa(len(program)),
		"{{version}}", fmt.Sprintf("%x", sha256.Sum256(program))[:12],
		"{{introduction}}", introductions,
		"{{keys}}", keys,
	)
	if err := os.MkdirAll(p.out, 0o755); err != nil {
		return err
	}
	for _, name := range pageFiles {
		data, err := os.ReadFile(filepath.Join(p.web, name))
		if err != nil {
			return err
		}
		if name == "index.html" {
			data = []byte(baked.Replace(string(data)))
		}
		if err := p.write(name, data); err != nil {
			return err
		}
	}
	if err := p.copy(p.exec, "wasm_exec.js"); err != nil {
		return err
	}
	for _, name := range fontFiles {
		err := p.copy(filepath.Join(p.fonts, name), name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return p.write("playground.wasm", program)
}

func (p *packer) copy(from, name string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return p.write(name, data)
}

// write puts data into the folder, and its gzip beside it. A file that is
// already there with the same content is left alone: caches then hold.
func (p *packer) write(name string, data []byte) error {
	file := filepath.Join(p.out, name)
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, data) {
		if _, err := os.Stat(file + ".gz"); err == nil || len(data) < gzipFrom {
			return nil
		}
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return err
	}
	if len(data) < gzipFrom {
		return nil
	}
	var zipped bytes.Buffer
	w, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(file+".gz", zipped.Bytes(), 0o644)
}

// Command pack lays out the page as a folder that any web server can serve from
// any path: the files of web/, the program, the loader that belongs to the Go
// toolchain, and the fonts. It needs nothing but Go, so that building the page
// does not either.
//
//	go run ./web/pack -o dist -wasm build/playground.wasm -exec wasm_exec.js -fonts render/fonts
//
// The folder is built beside its place and then put there as a whole: nobody meets half
// a file or two builds, and nothing of an earlier build stays.
//
// Beside each file of some size lies a gzip of it. The loader asks for the
// program's gzip by name and unpacks it itself, since not every server compresses.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fanout/render/language"
	"fanout/render/pictures"
)

// pageFiles are the files of web/ that belong to the page.
var pageFiles = []string{"index.html", "style.css", "loader.js", "screens.js", "canvas.js", "form.js", "offered.js", "link.js", "drop.js", "paste.js", "export.js", "send.js", "chapter.js", "challenge.js", "guess.js", "terms.js", "landing.js", "dom.js", "language.js", "offline.js", "icon.svg", "playground.webmanifest"}

// programFile is the program, as the page asks for it.
const programFile = "playground.wasm"

// fontFiles are the faces that the page's text uses, with their licence, and the licence
// of the other one that is in the program.
var fontFiles = []string{"Inter-Regular.otf", "Inter-SemiBold.otf", "OFL-Inter.txt", "OFL-JetBrainsMono.txt"}

// gzipFrom is the size in bytes from which a compressed copy is worth its name.
const gzipFrom = 1 << 10

func main() {
	var p packer
	flag.StringVar(&p.out, "o", "dist", "`folder` to write")
	flag.StringVar(&p.web, "web", "web", "`folder` of the page's own files")
	flag.StringVar(&p.wasm, "wasm", "build/playground.wasm", "the program, a wasm `file`")
	flag.StringVar(&p.exec, "exec", "wasm_exec.js", "the Go toolchain's loader `file`")
	flag.StringVar(&p.fonts, "fonts", "render/fonts", "`folder` of the fonts; where it is missing the page uses the system's")
	flag.StringVar(&p.teaching, "teaching", "docs/teaching.md", "the teacher's page, a text `file`; where it is missing the page goes without")
	flag.StringVar(&p.program, "program", "./cmd/playground", "`package` that the program was built from, whose licences go with it")
	flag.StringVar(&p.goCommand, "go", "go", "the Go `command` that built it")
	flag.Parse()
	if err := p.pack(); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

type packer struct {
	out, web, wasm, exec, fonts string
	teaching                    string
	program, goCommand          string

	to     string            // the folder that is being built
	hashes map[string]string // of the files in it, by name
}

// pack builds the page beside its place and puts it there.
func (p *packer) pack() (err error) {
	if err := mayReplace(p.out); err != nil {
		return err
	}
	place := filepath.Clean(p.out)
	if p.to, err = os.MkdirTemp(filepath.Dir(place), filepath.Base(place)+".part-*"); err != nil {
		return err
	}
	p.hashes = map[string]string{}
	defer func() { err = errors.Join(err, os.RemoveAll(p.to)) }() // after the exchange it is the earlier build
	if err := os.Chmod(p.to, 0o755); err != nil {
		return err
	}
	if err := p.fill(); err != nil {
		return err
	}
	return exchange(p.to, place)
}

// mayReplace refuses a folder that no earlier build made: all of it would be gone.
func mayReplace(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	page := false
	for _, e := range entries {
		if e.IsDir() {
			return fmt.Errorf("%s has the folder %s, which no page has; expected a new folder, or that of an earlier build", folder, e.Name())
		}
		page = page || e.Name() == "index.html"
	}
	if !page {
		return fmt.Errorf("%s has files but no page; expected a new folder, or that of an earlier build", folder)
	}
	return nil
}

// fill puts all files into the folder.
func (p *packer) fill() error {
	program, err := os.ReadFile(p.wasm)
	if err != nil {
		return err
	}
	// The size is baked in because a server that compresses on the way does not
	// tell it, and the version because a cache must not mix two builds.
	introductions, keys := wordsOf(pictures.All())
	watch, err := os.ReadFile(filepath.Join(p.web, watchFile))
	if err != nil {
		return err
	}
	first, err := os.ReadFile(filepath.Join(p.web, firstFile))
	if err != nil {
		return err
	}
	hook := hookOf(pictures.All())
	baked := strings.NewReplacer(
		"{{watch}}", string(watch),
		"{{first}}", string(first),
		"{{script-hashes}}", hashOf(watch)+" "+hashOf(first),
		"{{hook}}", hook.prose,
		"{{question}}", hook.question,
		"{{options}}", hook.options,
		"{{story}}", hook.story,
		"{{wasm-bytes}}", strconv.Itoa(len(program)),
		"{{version}}", fmt.Sprintf("%x", sha256.Sum256(program))[:12],
		"{{introduction}}", introductions,
		"{{keys}}", keys,
	)
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
	if err := p.copy(p.teaching, "teaching.txt"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := p.words(); err != nil {
		return err
	}
	for _, name := range fontFiles {
		err := p.copy(filepath.Join(p.fonts, name), name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	notices, err := p.licences()
	if err != nil {
		return err
	}
	if err := p.write(licencesFile, notices); err != nil {
		return err
	}
	if err := p.write(programFile, program); err != nil {
		return err
	}
	return p.worker()
}

// words writes the texts of each language but English, which the page reads before the
// program is there, and only if that is the reader's.
func (p *packer) words() error {
	for _, tag := range language.Tags()[1:] {
		l, _ := language.Of(tag)
		text, err := json.Marshal(l.Texts())
		if err != nil {
			return err
		}
		if err := p.write(tag+".json", text); err != nil {
			return err
		}
	}
	return nil
}

// watchFile and firstFile are the scripts that stand in the page itself, see there.
const watchFile, firstFile = "watch.js", "first.js"

// hashOf is how a policy names a script that stands in the page.
func hashOf(script []byte) string {
	return "'sha256-" + base64SHA256(script) + "'"
}

func (p *packer) copy(from, name string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return p.write(name, data)
}

// write puts data into the folder, and its gzip beside it.
func (p *packer) write(name string, data []byte) error {
	if err := p.put(name, data); err != nil {
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
	return p.put(name+".gz", zipped.Bytes())
}

// put writes a file. One that the earlier build had as well keeps its date, by which the
// plainest of servers tell caches that they hold.
func (p *packer) put(name string, data []byte) error {
	p.hashes[name] = base64SHA256(data)
	file, earlier := filepath.Join(p.to, name), filepath.Join(p.out, name)
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return err
	}
	info, err := os.Stat(earlier)
	if err != nil {
		return nil
	}
	if old, err := os.ReadFile(earlier); err != nil || !bytes.Equal(old, data) {
		return nil
	}
	return os.Chtimes(file, info.ModTime(), info.ModTime())
}

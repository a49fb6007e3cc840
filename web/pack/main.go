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
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fanout/render/language"
	"fanout/render/pictures"
)

// pageFiles are the files of web/ that belong to the page.
var pageFiles = []string{"index.html", "style.css", "loader.js", "pulse.js", "screens.js", "canvas.js", "act.js", "form.js", "offered.js", "link.js", "drop.js", "paste.js", "export.js", "send.js", "chapter.js", "challenge.js", "guess.js", "terms.js", "landing.js", "dom.js", "language.js", "offline.js", "rest.js", "embed.js", "take.js", "icon.svg", "playground.webmanifest"}

// apartFiles are those that no visit loads unless somebody asks for them by name.
var apartFiles = []string{"example.html", "example.css", "example.js"}

// docFiles are pages for people, from the folder of the documentation: their names there and
// here.
var docFiles = [][2]string{{"teaching.md", "teaching.txt"}, {"embed.md", "embed.txt"}}

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
	flag.StringVar(&p.docs, "docs", "docs", "`folder` of the pages for teachers and for those who embed; what is missing there the page goes without")
	flag.StringVar(&p.address, "address", "", "where the page will be, such as https://school.example/fan-out/, for those who show it as a card; without it they get relative names")
	flag.StringVar(&p.program, "program", "./cmd/playground", "`package` that the program was built from, whose licences go with it")
	flag.StringVar(&p.modules, "modfile", "", "the go.mod `file` that it was built with, instead of the usual one")
	flag.StringVar(&p.goCommand, "go", "go", "the Go `command` that built it")
	flag.Parse()
	if p.address != "" && !strings.HasSuffix(p.address, "/") {
		p.address += "/"
	}
	if err := p.pack(); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

type packer struct {
	out, web, wasm, exec, fonts string
	docs, address               string
	program, goCommand, modules string

	apart  map[string]bool   // files that the page never asks for itself
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
	p.hashes, p.apart = map[string]string{}, map[string]bool{}
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
	for _, put := range []func() error{
		func() error { return p.pages(program) },
		p.copies,
		p.words,
		p.letters,
		p.notices,
		func() error { return p.write(programFile, program) },
		p.besides,
		p.worker,
	} {
		if err := put(); err != nil {
			return err
		}
	}
	return nil
}

// pages puts the page's own files into the folder, with what is known now baked into the page.
func (p *packer) pages(program []byte) error {
	baked, err := p.baked(program)
	if err != nil {
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
	return nil
}

// baked replaces what stands in double braces in the page.
func (p *packer) baked(program []byte) (*strings.Replacer, error) {
	// The size is baked in because a server that compresses on the way does not
	// tell it, and the version because a cache must not mix two builds.
	introductions, keys := wordsOf(pictures.All())
	watch, err := os.ReadFile(filepath.Join(p.web, watchFile))
	if err != nil {
		return nil, err
	}
	first, err := os.ReadFile(filepath.Join(p.web, firstFile))
	if err != nil {
		return nil, err
	}
	opened, err := os.ReadFile(filepath.Join(p.web, openedFile))
	if err != nil {
		return nil, err
	}
	hook := hookOf(pictures.All())
	version := fmt.Sprintf("%x", sha256.Sum256(program))[:12]
	early, err := p.early(version)
	if err != nil {
		return nil, err
	}
	return strings.NewReplacer(
		"{{watch}}", string(watch),
		"{{first}}", string(first),
		"{{opened}}", string(opened),
		"{{openings}}", hook.chapters,
		"{{script-hashes}}", hashOf(watch)+" "+hashOf(first)+" "+hashOf(opened),
		"{{hook}}", hook.prose,
		"{{question}}", hook.question,
		"{{options}}", hook.options,
		"{{story}}", hook.story,
		"{{wasm-bytes}}", strconv.Itoa(len(program)),
		"{{version}}", version,
		"{{early}}", early,
		"{{introduction}}", introductions,
		"{{keys}}", keys,
		"{{card}}", p.tags(card{pageTitle, pageAbout, cardFile, ""}),
		"{{title}}", pageTitle,
		"{{about}}", pageAbout,
	), nil
}

// copies puts what runs the program, and the documents, into the folder.
func (p *packer) copies() error {
	if err := p.copy(p.exec, "wasm_exec.js"); err != nil {
		return err
	}
	for _, doc := range docFiles {
		if err := p.copy(filepath.Join(p.docs, doc[0]), doc[1]); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// letters puts the fonts into the folder.
func (p *packer) letters() error {
	for _, name := range fontFiles {
		err := p.copy(filepath.Join(p.fonts, name), name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// notices puts the licences into the folder.
func (p *packer) notices() error {
	notices, err := p.licences()
	if err != nil {
		return err
	}
	return p.write(licencesFile, notices)
}

// besides puts what the page never asks for itself into the folder: what others show of it, and
// an example.
func (p *packer) besides() error {
	before := maps.Clone(p.hashes)
	for _, name := range apartFiles {
		if err := p.copy(filepath.Join(p.web, name), name); err != nil {
			return err
		}
	}
	if err := p.icons(); err != nil {
		return err
	}
	if err := p.cards(pictures.All()); err != nil {
		return err
	}
	for name := range p.hashes {
		_, had := before[name]
		p.apart[name] = !had
	}
	return nil
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

// watchFile, firstFile and openedFile are the scripts that stand in the page itself, see there.
const watchFile, firstFile, openedFile = "watch.js", "first.js", "opened.js"

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

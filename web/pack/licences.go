package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// licencesFile has the notices of all that is in the program: their licences ask for it.
const licencesFile = "licences.txt"

// linked is a package of the program, as go list tells it.
type linked struct {
	ImportPath, Dir string
	Module          *struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Path string }
	}
}

// licences is the text of licencesFile: the modules of which any package is linked into
// the program, each with its licence files and those of its parts, and Go itself.
func (p *packer) licences() ([]byte, error) {
	list := exec.Command(p.goCommand, "list", "-modfile="+p.modules, "-deps", "-json=ImportPath,Dir,Module", p.program)
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("%s list: %w", p.goCommand, err)
	}
	notices := map[string][]string{} // by module, the files
	for in := json.NewDecoder(bytes.NewReader(out)); ; {
		var l linked
		if err := in.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if l.Module == nil || l.Module.Dir == "" { // the standard library
			continue
		}
		title := strings.TrimSpace(l.Module.Path + " " + l.Module.Version)
		switch {
		case l.Module.Main:
			title = "Fan-out"
		case l.Module.Replace != nil:
			title += ", changed: web/upstream in the source of Fan-out has the patch"
		}
		files, err := noticesOf(l.Module.Dir, l.Dir)
		if err != nil {
			return nil, err
		}
		notices[title] = append(notices[title], files...)
	}
	return noticeText(notices, p.goLicence())
}

// notice matches the names of files that have to go with a program.
var notice = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|copyright|patents)([-._].*)?$`)

// noticesOf are the files of that kind in a folder of a module and in those above it.
func noticesOf(module, folder string) (files []string, err error) {
	for {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.Type().IsRegular() && notice.MatchString(e.Name()) && filepath.Ext(e.Name()) != ".go" {
				files = append(files, filepath.Join(folder, e.Name()))
			}
		}
		if folder == module || len(folder) <= len(module) {
			return files, nil
		}
		folder = filepath.Dir(folder)
	}
}

// goLicence is the licence of Go's own library and runtime, from the toolchain, or as it
// has been since 2009 where that came without.
func (p *packer) goLicence() string {
	root, err := exec.Command(p.goCommand, "env", "GOROOT").Output()
	if err == nil {
		if text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "LICENSE")); err == nil {
			return string(text)
		}
	}
	return goLicence
}

// noticeText puts the notices together. A module without any is an error: nobody may pass it
// on.
func noticeText(notices map[string][]string, goLicence string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("The program of this page contains the work of others. These are their notices.\n" +
		"The fonts Inter and JetBrains Mono have theirs in OFL-Inter.txt and OFL-JetBrainsMono.txt.\n")
	chapter(&b, "The Go standard library and runtime", []string{goLicence})
	for _, title := range slices.Sorted(maps.Keys(notices)) {
		files := notices[title]
		slices.Sort(files)
		var texts []string
		for _, file := range slices.Compact(files) {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			if !slices.Contains(texts, string(text)) {
				texts = append(texts, string(text))
			}
		}
		if len(texts) == 0 {
			return nil, fmt.Errorf("%s has no licence; expected a file such as LICENSE in it", title)
		}
		chapter(&b, title, texts)
	}
	return b.Bytes(), nil
}

// chapter adds texts under a title.
func chapter(b *bytes.Buffer, title string, texts []string) {
	fmt.Fprintf(b, "\n%s\n%s\n", title, strings.Repeat("=", len(title)))
	for _, text := range texts {
		fmt.Fprintf(b, "\n%s\n", strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")))
	}
}

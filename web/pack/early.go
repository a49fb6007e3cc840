package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// loaderFile is the module with which the page's scripts begin.
const loaderFile = "loader.js"

// imports matches what a module needs before it runs. What it asks for later, with import(),
// is not among it.
var imports = regexp.MustCompile(`(?m)^(?:import|export)\b[^"'(]*["']\./([\w-]+\.js)["']`)

// early has the browser ask at once for what it would find out about one file after the
// other: the program, and the modules that the loader imports, and those that these do.
func (p *packer) early(version string) (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, `<link rel="preload" href="%s.gz?v=%s" as="fetch" crossorigin>`, programFile, version)
	needed := []string{loaderFile}
	for i := 0; i < len(needed); i++ {
		text, err := os.ReadFile(filepath.Join(p.web, needed[i]))
		if err != nil {
			return "", err
		}
		for _, m := range imports.FindAllStringSubmatch(string(text), -1) {
			if !slices.Contains(needed, m[1]) {
				needed = append(needed, m[1])
				fmt.Fprintf(&b, "\n<link rel=\"modulepreload\" href=\"%s\">", m[1])
			}
		}
	}
	return b.String(), nil
}

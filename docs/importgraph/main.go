// Command importgraph draws which package imports which, as an SVG: the lowest layer at
// the bottom, an arrow for each import that does not follow from others.
//
//	go run ./docs/importgraph -o docs/architecture.svg
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("o", "docs/architecture.svg", "`file` to write")
	root := flag.String("root", ".", "`folder` of the module")
	flag.Parse()
	g, err := read(os.DirFS(*root))
	if err == nil {
		err = os.WriteFile(*out, []byte(g.svg()), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "importgraph:", err)
		os.Exit(1)
	}
}

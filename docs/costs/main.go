// Command costs draws the pictures of docs/performance.md: a bar for each part of a whole,
// from a text file that says how long each takes.
//
//	go run ./docs/costs docs/costs/delivery.txt docs/costs/start.txt
//
// Each picture lies beside its file, with the ending svg. The first line of a file is the
// title, the second the unit; every other line is a figure, a tab, and what took it.
package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	for _, file := range os.Args[1:] {
		if err := drawFile(file); err != nil {
			fmt.Fprintln(os.Stderr, "costs:", err)
			os.Exit(1)
		}
	}
}

func drawFile(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	w, err := read(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(strings.TrimSuffix(file, ".txt")+".svg", []byte(w.svg()), 0o644)
}

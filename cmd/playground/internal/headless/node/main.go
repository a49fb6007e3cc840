// Command node is `playground run` alone. Built for wasm it runs in node, where
// the playground itself cannot, since that wants a window: the tests compare
// its histories with those of the desktop and of the browser.
package main

import (
	"os"

	"fanout/cmd/playground/internal/headless"
)

func main() { os.Exit(headless.Main(os.Args[1:], os.Stdout, os.Stderr, headless.Env{})) }

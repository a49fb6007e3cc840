package headless

import (
	"errors"
	"flag"
	"time"
)

// networkFlag registers nothing: in wasm there is no sending.
func networkFlag(*flag.FlagSet, *string) {}

func openNetwork(string, time.Duration) (sender, error) {
	return nil, errors.New("there is no network in wasm")
}

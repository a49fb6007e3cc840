package sim

import (
	_ "embed"
	"strings"
)

//go:embed profiles/go-native.txt
var goNativeLine string

// GoNative is what this program's own operations take as a native program: the
// line that `playground bench -costs` printed on the machine that it names.
var GoNative = func() Profile {
	p, err := parseMeasured(strings.Fields(goNativeLine)[2:]) // without "costs this-machine"
	if err != nil {
		panic("sim: profiles/go-native.txt: " + err.Error())
	}
	p.Name = goNative
	p.Source = "this program's own operations, recorded with playground bench on a busy virtual machine: medians of 401 batches"
	return p
}()

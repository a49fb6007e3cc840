//go:build !js

package main

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
)

func init() {
	register(90, engineInfo{name: "beam", title: "BEAM (Erlang/OTP)", external: beamCommand})
}

// beamSource measures the same tasks on the BEAM and prints the same outcome.
// GOMAXPROCS stands for its number of schedulers, a garbage collection of all
// processes for a full collection, gen_server:call for a call.
//
//go:embed beam.erl
var beamSource []byte

// beamCompiled is the directory of the compiled module; the command that made it
// removes it.
var beamCompiled = sync.OnceValues(func() (string, error) {
	for _, tool := range []string{"erl", "erlc"} {
		if _, err := exec.LookPath(tool); err != nil {
			return "", without("skipped: " + tool + " is not installed (Debian: erlang-base)")
		}
	}
	dir := filepath.Join(scratch(), "beam")
	source := filepath.Join(dir, "beam.erl")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	if err := os.WriteFile(source, beamSource, 0o644); err != nil {
		return "", err
	}
	if out, err := exec.Command("erlc", "-o", dir, source).CombinedOutput(); err != nil {
		return "", fmt.Errorf("bench: erlc: %w\n%s", err, out)
	}
	return dir, nil
})

func beamCommand(t task) ([]string, error) {
	dir, err := beamCompiled()
	if err != nil {
		return nil, err
	}
	schedulers := strconv.Itoa(t.procs)
	measured, wait := "elapsed", "medium" // medium is the default
	if t.cpu {
		measured, wait = "cpu", "none"
	}
	return []string{"erl", "+sbwt", wait, "+S", schedulers + ":" + schedulers, "+P", strconv.Itoa(max(1<<18, 2*t.members)),
		"-noshell", "-pa", dir, "-run", "beam", "main", string(t.kind), strconv.Itoa(t.members),
		strconv.FormatBool(t.shuffled), strconv.Itoa(t.messages), measured}, nil
}

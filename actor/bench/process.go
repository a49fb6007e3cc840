package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// launcher starts processes that run tasks.
type launcher struct {
	command []string // of this program, natively or in wasm
	timeout time.Duration
}

// nativeLauncher starts the program that is running.
func nativeLauncher(timeout time.Duration) (*launcher, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return &launcher{command: []string{self}, timeout: timeout}, nil
}

// wasmLauncher builds the module in the working directory for js/wasm into dir and
// starts it under node, with the Go distribution's own wrapper.
func wasmLauncher(dir string, timeout time.Duration) (*launcher, error) {
	if _, err := exec.LookPath("node"); err != nil {
		return nil, fmt.Errorf("bench: -wasm needs node: %w", err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("bench: go env GOROOT: %w", err)
	}
	program := filepath.Join(dir, "bench.wasm")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("bench: building for wasm: %w\n%s", err, out)
	}
	wrapper := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec")
	return &launcher{command: []string{wrapper, program}, timeout: timeout}, nil
}

// run runs a task in a separate process. Whatever goes wrong with the process
// is the reason why there are no figures.
func (l *launcher) run(e engineInfo, t task) outcome {
	if e.most > 0 {
		t.members = min(t.members, e.most)
	}
	args := append(append([]string{}, l.command...),
		"-task", string(t.kind), "-engines", t.engine, "-members", strconv.Itoa(t.members),
		"-messages", strconv.Itoa(t.messages), "-shuffled="+strconv.FormatBool(t.shuffled),
		"-cpu="+strconv.FormatBool(t.cpu))
	if e.external != nil {
		var err error
		if args, err = e.external(t); err != nil {
			return outcome{Without: err.Error()}
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), l.timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(t.procs))
	cmd.WaitDelay = time.Second
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	for line := range strings.Lines(string(out)) {
		if s, ok := strings.CutPrefix(line, outcomePrefix); ok {
			var o outcome
			if err := json.Unmarshal([]byte(s), &o); err != nil {
				return outcome{Without: err.Error()}
			}
			return o
		}
	}
	if ctx.Err() != nil {
		return outcome{Without: fmt.Sprintf("not done within %v", l.timeout)}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
	return outcome{Without: fmt.Sprintf("died: %v: %.100s", err, first)}
}

//go:build !js

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
)

// version and commit are set by the linker: the Makefile does not have the Go command
// look into git, so that the same sources give the same program wherever they lie.
var version, commit string

const versionUsage = `usage: playground version

Prints the version, the commit that it was built from, and the Go toolchain.
`

// printVersion prints what this program is.
func printVersion(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground version", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return written(stderr, "version", fprint(stdout, versionUsage))
	case err == nil && flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground version:", err)
		return 2
	}
	info, _ := debug.ReadBuildInfo()
	return written(stderr, "version", fprint(stdout, versionLine(version, commit, info)))
}

// programVersion is the version and the commit, without the toolchain and the machine.
func programVersion() string {
	info, _ := debug.ReadBuildInfo()
	line, _, _ := strings.Cut(versionLine(version, commit, info), ", "+runtime.Version())
	return strings.TrimPrefix(line, "playground ")
}

// versionLine says what a program is: by what the linker was told, or else by what the
// Go command found out.
func versionLine(version, commit string, info *debug.BuildInfo) string {
	dirty := ""
	if info != nil {
		if version == "" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			switch {
			case commit == "" && s.Key == "vcs.revision":
				commit = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				dirty = ", with changes"
			}
		}
	}
	if version == "" {
		version = "(devel)"
	}
	if commit == "" {
		commit = "unknown"
	}
	return fmt.Sprintf("playground %s, commit %s%s, %s %s/%s\n", version, commit, dirty, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

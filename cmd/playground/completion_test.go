//go:build !js

package main

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/completion"
	"fanout/sim/chapter"
	"fanout/sim/guild"
)

// script is what the command prints for a shell.
func script(t *testing.T, shell string) string {
	t.Helper()
	var stdout, stderr strings.Builder
	require.Zero(t, command([]string{"completion", shell}, &stdout, &stderr), stderr.String())
	return stdout.String()
}

// Whatever a help text lists stands in every script, and so do settings and scenarios.
func TestScriptsHaveWhatTheHelpLists(t *testing.T) {
	for _, shell := range completion.Shells() {
		text := script(t, shell)
		for _, c := range subcommands() {
			assert.Regexp(t, `\b`+c.name+`\b`, text, shell)
			var help strings.Builder
			require.Zero(t, command([]string{c.name, "-h"}, &help, &help))
			for _, m := range regexp.MustCompile(`(?m)^  -(\S+)`).FindAllStringSubmatch(help.String(), -1) {
				assert.Regexp(t, `-(o )?`+regexp.QuoteMeta(m[1])+`\b`, text, "%s: %s -%s", shell, c.name, m[1])
			}
		}
		for _, k := range guild.Model().Settings {
			assert.Contains(t, text, k.Key, shell)
		}
		for _, s := range guild.Model().Scenarios() {
			assert.Contains(t, text, s.Name, shell)
		}
		for _, c := range chapter.Of(guild.Model()) {
			assert.Contains(t, text, c.Name, shell)
		}
	}
}

// The shells that this machine has accept their scripts.
func TestShellsAcceptTheirScripts(t *testing.T) {
	for shell, check := range map[string][]string{"bash": {"-n"}, "zsh": {"-n"}, "fish": {"--no-execute"}} {
		t.Run(shell, func(t *testing.T) {
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skip("this machine has no " + shell)
			}
			cmd := exec.Command(path, check...)
			cmd.Stdin = strings.NewReader(script(t, shell))
			out, err := cmd.CombinedOutput()
			assert.NoError(t, err, "%s", out)
			assert.Empty(t, string(out))
		})
	}
}

// bash completes commands, flags, settings, their values, verbs and scenarios.
func TestBashCompletes(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("this machine has no bash")
	}
	for line, want := range map[string]string{
		"playground|sc":                     "scenarios",
		"playground|run|-se":                "-seed -set",
		"playground|run|-set|mem":           "members=",
		"playground|run|-set|sieve|=":       "ignore parse sieve",
		"playground|run|-set|sieve|=|p":     "parse",
		"playground|run|-set|no.roots|=|":   "on off",
		"playground|run|-seed|":             "",
		"playground|scenarios|c":            "check",
		"playground|scenarios|check|01":     guild.Model().Scenarios()[0].Name,
		"playground|chapters|show|07":       "07-ten-points",
		"playground|scenarios|check|-n|1|-": "-json -n",
		"playground|sweep|m":                "merge",
		"playground|sweep|-set|head.r":      "head.rate=",
		"playground|sweep|-sh":              "-shard",
		"playground|compare|-m":             "-metric -model",
		"playground|compare|-metric|wire.b": "wire.batches wire.bytes",
		"playground|compare|-b|no.r":        "no.roots=",
		"playground|compare|-b|sieve|=|p":   "parse",
		"playground|completion|":            "bash zsh fish",
		"playground|ring|-p":                "-points",
		"playground|window|-sc":             "-scale -screenshot",
	} {
		words := strings.Split(line, "|")
		var quoted []string
		for _, w := range words {
			quoted = append(quoted, "'"+w+"'")
		}
		cmd := exec.Command(bash, "--norc")
		cmd.Stdin = strings.NewReader(script(t, "bash") + "\nCOMP_WORDS=(" + strings.Join(quoted, " ") + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]}-1))\n_playground\necho \"${COMPREPLY[@]}\"\n")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s: %s", line, out)
		assert.Equal(t, want, strings.TrimSpace(string(out)), line)
	}
}

func TestCompletionRefuses(t *testing.T) {
	for _, args := range [][]string{{"completion"}, {"completion", "cmd"}, {"completion", "bash", "zsh"}} {
		var stdout, stderr strings.Builder
		assert.Equal(t, 2, command(args, &stdout, &stderr))
		assert.Contains(t, stderr.String(), "expected one of bash, zsh, fish\n")
		assert.Empty(t, stdout.String())
	}
}

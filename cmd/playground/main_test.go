//go:build !js

package main

import (
	"strings"
	"testing"
)

// TestCommandLine holds every refusal to one clear sentence and its exit
// status; none of these gets as far as opening or running anything.
func TestCommandLine(t *testing.T) {
	for _, c := range []struct {
		args   string
		status int
		says   string
	}{
		{"help", 0, "usage: playground"},
		{"-h", 0, "usage: playground"},
		{"serve -h", 0, "-addr"},
		{"window -h", 0, "-stdio"},
		{"run -h", 0, "-json"},
		{"ring -h", 0, "-points"},
		{"bench -h", 0, "-rounds"},
		{"bench -rounds 0", 2, "-rounds is 0, want a whole number from 1 to 1,000"},
		{"ring -nodes 0", 2, "-nodes is 0, want a whole number from 1 to 1,000"},
		{"ring -keys 1e6", 2, "-keys"},
		{"ring now", 2, `unexpected argument "now"`},
		{"scenarios -h", 0, "-json"},
		{"dance", 2, `no command "dance"; there are window, serve, run, scenarios`},
		{"scenarios dance", 2, `no command "dance"; there are list, show and check`},
		{"serve here", 2, `unexpected argument "here"`},
		{"serve -dir nowhere", 1, `there is no page in nowhere; "make dist" builds it`},
		{"window -size 10x10", 2, "want from 320 to 8192 either way"},
		{"window -size big", 2, "want width x height, such as 1440x900"},
		{"window -screenshot nowhere/x.png", 2, "-screenshot: open nowhere/x.png: "},
		{"window -screenshot . -at soon", 2, "want a time from 0s to 24h, such as 12.5s"},
		{"window -screenshot . -scale 4", 2, "-scale is 4, want 1, 2 or 3"},
		{"window -screenshot . -scale 3 -size 3840x2160", 2, "a picture of 3840x2160 at -scale 3 has more than 8192 px one way"},
		{"window -screenshot . -stdio", 2, "-screenshot does not go with -stdio"},
		{"window -screenshot . -do send -do dance", 2, `"dance" is not a command; expected one of set, `},
		{"window -at 2s", 2, "-at goes with -screenshot only"},
		{"window -theme blue", 2, "want dark or light"},
		{"window -set members=0", 2, `members: "0" is not possible; expected a whole number from 1 to 1,000,000`},
		{"window -set nonsense=1", 2, "nonsense"},
		{"run -for 0s", 2, "-for is 0s, want more than 0"},
	} {
		var stdout, stderr strings.Builder
		status := command(strings.Fields(c.args), &stdout, &stderr)
		if status != c.status {
			t.Errorf("playground %s: status %d, want %d", c.args, status, c.status)
		}
		said := stdout.String() + stderr.String()
		if !strings.Contains(said, c.says) {
			t.Errorf("playground %s: said %q, want %q in it", c.args, said, c.says)
		}
		if strings.HasPrefix(c.args, "window") && status == 2 && strings.Count(said, "\n") != 1 {
			t.Errorf("playground %s: said %q, want one line", c.args, said)
		}
	}
}

// TestListenFindsAFreePort takes the default address twice.
func TestListenFindsAFreePort(t *testing.T) {
	first, err := listen(defaultAddr)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := listen(defaultAddr)
	if err != nil {
		t.Fatalf("with the default port taken: %v", err)
	}
	defer second.Close()
	if third, err := listen(second.Addr().String()); err == nil {
		third.Close()
		t.Errorf("a port that was asked for and taken was replaced by %s", third.Addr())
	}
}

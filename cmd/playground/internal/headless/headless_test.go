package headless_test

import (
	"strings"
	"testing"
	"time"

	"fanout/cmd/playground/internal/headless"
)

func TestRefusesBeforeRunning(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-for -1s", "-for is -1s, want more than 0 and at most 24h0m0s"},
		{"-for 48h", "-for is 48h0m0s"},
		{"-set head.rate", "want name=value"},
		{"-seed x", `invalid value "x"`},
		{"scenario.txt", `"scenario.txt" is neither a file that can be read nor a scenario; there are 01-ten-points,`},
		{"-json 02", "-json does not go with scenarios"},
		{"testdata/bad.txt", `testdata/bad.txt:3:1: members: "none" is not possible`},
		{"-nonsense", "-nonsense"},
	} {
		var stdout, stderr strings.Builder
		status := headless.Main(strings.Fields(c.args), &stdout, &stderr, nil)
		if status != 2 || stdout.Len() > 0 {
			t.Errorf("run %s: status %d and output %q, want 2 and none", c.args, status, &stdout)
		}
		if !strings.Contains(stderr.String(), c.want) || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("run %s: said %q, want one line with %q", c.args, stderr.String(), c.want)
		}
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr strings.Builder
	if status := headless.Main([]string{"-h"}, &stdout, &stderr, nil); status != 0 {
		t.Errorf("-h: status %d, want 0", status)
	}
	if !strings.Contains(stderr.String(), "example: playground run") {
		t.Errorf("-h has no example:\n%s", stderr.String())
	}
}

func TestProgressReachesTheEnd(t *testing.T) {
	var last time.Duration
	var stdout, stderr strings.Builder
	status := headless.Main([]string{"-for", "50ms"}, &stdout, &stderr, func(done, total time.Duration) {
		if done < last || done > total {
			t.Errorf("progress %v of %v after %v", done, total, last)
		}
		last = done
	})
	if status != 0 || last != 50*time.Millisecond {
		t.Errorf("status %d, progress ended at %v; want 0 and 50ms; %s", status, last, &stderr)
	}
}

func TestRunsScenarios(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		want   string
	}{
		{"02", 0, "expect presence.cpu / ignore = 2.00 ± 0.10: 2.00"},
		{"testdata/unmet.txt", 1, "1 of its expectations not met"},
	} {
		var stdout, stderr strings.Builder
		if status := headless.Main([]string{c.name}, &stdout, &stderr, nil); status != c.status {
			t.Errorf("run %s: status %d, want %d; %s", c.name, status, c.status, &stderr)
		}
		if !strings.Contains(stdout.String(), c.want) {
			t.Errorf("run %s printed\n%s\nwithout %q", c.name, &stdout, c.want)
		}
	}
}

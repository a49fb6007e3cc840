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
		{"scenario.txt", `unexpected argument "scenario.txt"`},
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

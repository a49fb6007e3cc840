//go:build !js

package main

import (
	"bufio"
	"net"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
		{"help run", 0, "usage: playground run"},
		{"help nosuch", 2, `playground help: no command "nosuch"; there are window, serve, run, compare, sweep`},
		{"help run serve", 2, `unexpected argument "serve"; expected one command`},
		{"-version", 0, "playground "},
		{"--version", 0, ", commit "},
		{"version", 0, "playground "},
		{"version -h", 0, "usage: playground version"},
		{"version now", 2, `unexpected argument "now"`},
		{"models -h", 0, "-json"},
		{"published -h", 0, "-json"},
		{"completion -h", 0, "usage: playground completion"},
		{"serve -h", 0, "-addr"},
		{"serve -addr here", 2, `-addr: "here" is no address; expected host:port, such as 127.0.0.1:8080`},
		{"serve -nonsense", 2, "-nonsense"},
		{"serve -otlp-endpoint nowhere", 2, `-otlp-endpoint: "nowhere" is no endpoint; expected a URL such as http://localhost:4318`},
		{"window -out nowhere", 2, "-out: stat nowhere: no such file or directory"},
		{"window -out main_test.go", 2, "-out: main_test.go is no folder; expected one for exports"},
		{"window -out . -screenshot x.png", 2, "-out goes without -screenshot, which has a file"},
		{"serve -host a/b", 2, `"a/b" is no name of a host`},
		{"window -h", 0, "-stdio"},
		{"run -h", 0, "-json"},
		{"compare -h", 0, "-metric"},
		{"compare", 2, "nothing differs between A and B; expected a setting, a price or a command that does"},
		{"sweep -h", 0, "-shard"},
		{"sweep", 2, "no -set has several values; expected one, such as -set head.rate=0.1%..10%:5, or two"},
		{"sweep merge -h", 0, "usage: playground sweep merge"},
		{"ring -h", 0, "-points"},
		{"bench -h", 0, "-rounds"},
		{"bench -rounds 0", 2, "-rounds is 0, want a whole number from 1 to 1,000"},
		{"ring -nodes 0", 2, "-nodes is 0, want a whole number from 1 to 1,000"},
		{"ring -keys 1e6", 2, "-keys"},
		{"ring now", 2, `unexpected argument "now"`},
		{"scenarios -h", 0, "-json"},
		{"dance", 2, `no command "dance"; there are window, serve, run, compare, sweep`},
		{"chapters -h", 0, "-json"},
		{"chapters dance", 2, `no command "dance"; there are list, show and check`},
		{"chapters", 0, "07-ten-points"},
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
		if said := stderr.String(); status == 0 && said != "" || status != 0 && stdout.Len() > 0 {
			t.Errorf("playground %s: status %d, %q as output and %q as complaint; help is output", c.args, status, &stdout, said)
		}
		said := stdout.String() + stderr.String()
		if !strings.Contains(said, c.says) {
			t.Errorf("playground %s: said %q, want %q in it", c.args, said, c.says)
		}
		if status == 2 && strings.Count(said, "\n") != 1 {
			t.Errorf("playground %s: said %q, want one line", c.args, said)
		}
	}
}

// What is asked for is listened on, or refused; only the default moves on, and says so.
func TestListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	addr := taken.Addr().String()
	_, _, err = listen(addr, true)
	assert.ErrorContains(t, err, addr)
	second, note, err := listen(addr, false)
	require.NoError(t, err)
	defer second.Close()
	assert.NotEqual(t, addr, second.Addr().String())
	assert.Equal(t, addr+" is taken. ", note)
	third, note, err := listen("127.0.0.1:0", true)
	require.NoError(t, err)
	third.Close()
	assert.Empty(t, note)
}

// What is printed can be opened here, and says what is different elsewhere.
func TestWhereThePageIs(t *testing.T) {
	lan := []net.IP{net.IPv4(127, 0, 0, 1), net.IPv4(192, 168, 1, 5), net.ParseIP("fe80::1")}
	for addr, want := range map[string]string{
		"127.0.0.1:8080":   "http://127.0.0.1:8080/",
		"[::1]:8080":       "http://[::1]:8080/",
		"0.0.0.0:8080":     "http://localhost:8080/",
		"[::]:8080":        "http://localhost:8080/",
		"192.168.1.5:8080": "http://192.168.1.5:8080/",
	} {
		at, err := net.ResolveTCPAddr("tcp", addr)
		require.NoError(t, err)
		url, note := whereIs(at, lan)
		assert.Equal(t, want, url)
		switch {
		case at.IP.IsUnspecified():
			assert.Contains(t, note, "listens on all addresses of this machine: others reach it at http://192.168.1.5:8080/,")
			assert.Contains(t, note, "clipboard")
		case at.IP.IsLoopback():
			assert.Empty(t, note)
		default:
			assert.Contains(t, note, "clipboard")
		}
	}
}

func TestVersionLine(t *testing.T) {
	of := func(settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: settings}
	}
	stamped := []debug.BuildSetting{{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"}}
	for want, got := range map[string]string{
		"playground v9, commit def, ":                   versionLine("v9", "def", of()),
		"playground v1.2.3, commit abc, with changes, ": versionLine("", "", of(stamped...)),
		"playground (devel), commit unknown, ":          versionLine("", "", nil),
	} {
		assert.True(t, strings.HasPrefix(got, want), got)
		assert.Contains(t, got, runtime.Version())
	}
}

// A line of any length is answered, and the next one as well.
func TestLinesOfAnyLength(t *testing.T) {
	in := bufio.NewReaderSize(strings.NewReader("a\n"+strings.Repeat("x", 1<<20)+"\nb\r\nc"), longestInput)
	var lines []string
	for {
		line, err := readLine(in)
		if err != nil {
			break
		}
		lines = append(lines, line)
	}
	assert.Equal(t, []string{"a", strings.Repeat("x", longestInput), "b", "c"}, lines)
}

// No client holds a connection for long by saying nothing.
func TestTheServerWaitsForNobody(t *testing.T) {
	s := newServer(nil)
	for name, d := range map[string]time.Duration{"headers": s.ReadHeaderTimeout, "request": s.ReadTimeout, "idle": s.IdleTimeout} {
		assert.Positive(t, d, name)
		assert.LessOrEqual(t, d, 30*time.Second, name)
	}
	assert.Positive(t, s.WriteTimeout)
}

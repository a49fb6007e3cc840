package guild_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

// find asks whether a thing is what is asked for, after some commands.
func find(t *testing.T, name, thing string, lines ...string) (seen string, ok bool) {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(),
		"set members 20", "set small 0", "set grpc 0", "set rate 0.1", "toggle even on", "set fanout none", "set head.rate 100%", "seed 7")
	require.NoError(t, err)
	for _, line := range lines {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	for _, f := range guild.Model().Finds {
		if f.Name == name {
			if thing == "any" {
				thing = f.Example(p)
			}
			return f.Is(p, thing)
		}
	}
	t.Fatalf("there is no find %q", name)
	return "", false
}

func TestFinds(t *testing.T) {
	sampled, unlinked := []string{"send", "run 1s"}, []string{"set envelopes.guild 0%", "set envelopes.sessions 0%", "send", "run 1s"}
	half := []string{"set envelopes.sessions 0%", "toggle roots.session off", "send", "run 1s"}
	unsampled := []string{"set head.rate 0%", "send", "run 1s"}
	stray := []string{"toggle detach off", "fail", "run 1s", "set envelopes.guild 0%", "send", "run 1s"}
	storm := []string{"set members 200", "set guilds 5", "reconnect 100%", "run 10s"}
	const header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-"
	for _, c := range []struct {
		name, thing string
		lines       []string
		ok          bool
		seen        string
	}{
		{"message.whole", "1", sampled, true, "message #1: spans of the API, the guild, sessions"},
		{"message.whole", "#1", sampled, true, "message #1: spans of the API, the guild, sessions"},
		{"message.whole", "2", sampled, false, "message #2: nothing of it was recorded"},
		{"message.whole", "x", sampled, false, `"x" is not the number of a message`},
		{"message.whole", "0", sampled, false, `"0" is not the number of a message`},
		{"message.cut", "1", sampled, false, "message #1: spans of the API, the guild, sessions"},
		{"message.cut", "1", unlinked, true, "message #1: spans of the API"},
		{"message.cut", "1", half, true, "message #1: spans of the API, the guild"},
		{"message.cut", "any", sampled, false, `"" is not the number of a message`},
		{"message.headless", "1", sampled, false, "message #1: spans of the API, the guild, sessions"},
		{"message.headless", "1", unsampled, false, "message #1: nothing of it was recorded"},
		{"message.stray", "2", stray, true, "message #2: spans of the API, and another on the trace of message #1"},
		{"message.stray", "1", stray, false, "message #1: spans of the API, the guild"},
		{"message.own", "1", stray, true, "message #1: spans of the API, the guild"},
		{"message.own", "2", stray, false, "message #2: spans of the API, and another on the trace of message #1"},
		{"session.slowest", "any", storm, true, ""},
		{"session.slowest", "999", storm, false, "session 999: its connect was not sampled"},
		{"session.slowest", "-1", storm, false, `"-1" is not the number of a session`},
		{"session.quick", "any", storm, true, ""},
		{"header.lost", "any", nil, true, "it is sampled, and lost by “the flags are 01”"},
		{"header.lost", header + "0b", nil, true, "it is sampled, and lost by “the last byte is odd” and “character 54 is odd” and “the flags are 01”"},
		{"header.lost", header + "01", nil, false, "it is sampled, and every test keeps it"},
		{"header.lost", header + "00", nil, false, "it is valid, and not sampled"},
		{"header.lost", "x", nil, false, `"x" is not a valid traceparent: too short`},
		{"header.kept", header + "01", nil, true, "it is sampled, and every test keeps it"},
	} {
		seen, ok := find(t, c.name, c.thing, c.lines...)
		assert.Equal(t, c.ok, ok, "%s %s: %s", c.name, c.thing, seen)
		if c.seen != "" {
			assert.Equal(t, c.seen, seen, "%s %s", c.name, c.thing)
		}
	}
}

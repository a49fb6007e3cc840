package agree

import (
	"fmt"

	"fanout/sim/guild"
)

// ofGuild is the guild's model, its screens, and what is done to it.
func ofGuild() *subject {
	return &subject{
		model:   guild.Model(),
		screens: func() []*screen { return screens(guild.Model()) },
		pairs:   pairs,
		shares:  []string{"0.1%", "1%", "20%", "50%", "100%", "0%"},
		values: map[string][]string{
			"members": {"1", "2", "37", "100", "400"}, "rate": {"0.5", "4", "20", "60"}, "small": {"0", "131", "900"}, "grpc": {"0", "131", "1035"},
			"nodes.guilds": {"1", "2", "3"}, "nodes.sessions": {"1", "2", "3", "7"}, "guilds": {"0", "0", "3", "20"}, "guilds.rate": {"0.1", "5", "40"},
			"guild.scale": {"1", "10", "200"}, "latency": {"50us", "200us", "7ms"}, "latency.api": {"50us", "500us", "7ms"}, "jitter": {"0s", "50us", "7ms"},
			"fanout": {"table", "10/n", "flat", "none"}, "sieve": {"ignore", "parse", "sieve"}, "deploy.from": {"bare", "carrier"}, "callers": {"level-1", "level-2", "mixed"},
		},
		begin: func(r *run) {
			r.do("set members " + r.pick("1", "2", "7", "37", "37", "100", "100", "400", "400", "2000"))
		},
		act: actOnGuild,
		calm: func(r *run) {
			if v := guild.ViewOf(&r.snap); !r.rest.known && len(v.Field.Waves) == 0 && v.Guild.Mailbox == 0 && r.atRest() {
				r.rest = rest{true, r.snap.Now, v.Messages.OrphanRoots}
			}
		},
	}
}

func actOnGuild(r *run) {
	switch n := r.rng.IntN(16); {
	case n < 2:
		r.do("send")
	case n < 4:
		r.do(fmt.Sprint("burst ", 2+r.rng.IntN(20)))
	case n < 6:
		r.change()
		r.rest.known = false
	case n == 6:
		r.do("reconnect 20%")
	case n == 7 && r.rng.IntN(4) == 0:
		r.do(r.pick("crash guild", "crash node sessions-1", "link guilds sessions loss 20%", "costs go-native", "costs beam-published roots=recorded"))
		r.rest.known = false
	}
}

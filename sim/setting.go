package sim

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fanout/actor"
)

// Setting is one key of the command grammar.
type Setting struct {
	Key    string
	Doc    string // one line
	Expect string // what a value must be, as errors say it
	Switch bool   // set with toggle KEY on|off
	Choice bool   // one of a few words

	get func(*Settings) string
	set func(*Settings, string) bool // false, and nothing changed, if the text will not do
}

// dragged reports whether the setting goes through many values on the way to one, as
// a number on a slider does, and no switch or choice.
func (k *Setting) dragged() bool { return !k.Switch && !k.Choice }

// Value is the setting's value in s, as the grammar spells it.
func (k *Setting) Value(s *Settings) string { return k.get(s) }

// SettingKeys lists all settings in the order of the controls.
func SettingKeys() []Setting { return settingKeys }

func findSetting(key string) *Setting {
	for i := range settingKeys {
		if settingKeys[i].Key == key {
			return &settingKeys[i]
		}
	}
	return nil
}

var settingKeys = []Setting{
	wholeNumber("members", "connected sessions", 1, 1_000_000, func(s *Settings) *int { return &s.Members }),
	rate("rate", "user messages per second", 100, 100_000, func(s *Settings) *int64 { return &s.MessageRate }),
	rate("small", "small messages to the guild per second, carried by background requests, one at most by each",
		0, 1_000_000, func(s *Settings) *int64 { return &s.SmallRate }),
	rate("grpc", "background gRPC requests per second", 0, 20_000_000, func(s *Settings) *int64 { return &s.GRPCRate }),
	toggle("even", "arrivals at even distances instead of at random", func(s *Settings) *bool { return &s.Even }),
	wholeNumber("nodes.guilds", "machines of the guilds service", 1, mostGuildNodes, func(s *Settings) *int { return &s.GuildNodes }),
	wholeNumber("nodes.sessions", "machines of the sessions service, which share its cores", 1, mostSessionNodes, func(s *Settings) *int { return &s.SessionNodes }),
	wholeNumber("guilds", "small guilds beside the large one, of 2 to 255 of its members", 0, MostGuilds, func(s *Settings) *int { return &s.Guilds }),
	rate("guilds.rate", "user messages to all small guilds per second", 100, 1_000_000, func(s *Settings) *int64 { return &s.GuildRate }),
	toggle("relays", "the guild sends to relays, and these to at most 15,000 sessions each", func(s *Settings) *bool { return &s.Relays }),
	wholeNumber("guild.scale", "how many times as long a guild's own work takes, so that few messages make it as busy as many",
		1, 1_000, func(s *Settings) *int { return &s.GuildScale }),
	duration("latency.api", "one way between API and guilds", leastLatency, func(s *Settings) *int64 { return &s.LatencyAPI }),
	duration("latency", "one way between the other services", leastLatency, func(s *Settings) *int64 { return &s.Latency }),
	duration("jitter", "what a message between services takes longer at most, drawn for each", 0, func(s *Settings) *int64 { return &s.Jitter }),
	share("head.rate", "probability that a trace is kept", 0, func(s *Settings) *PPM { return &s.HeadRate }),
	fanoutPreset(),
	fanoutPoint(0), fanoutPoint(1), fanoutPoint(2), fanoutPoint(3), fanoutPoint(4),
	share("flat.rate", "keep rate of the preset flat", 1, func(s *Settings) *PPM { return &s.FlatRate }),
	share("envelopes.guild", "share of messages to the guild in envelopes", 0, func(s *Settings) *PPM { return &s.EnvelopesGuild }),
	share("envelopes.sessions", "share of fan-outs in envelopes", 0, func(s *Settings) *PPM { return &s.EnvelopesSessions }),
	share("deploy.guilds", "share of the guild nodes that run the present version", 0, func(s *Settings) *PPM { return &s.DeployGuilds }),
	share("deploy.sessions", "share of the session nodes that run the present version", 0, func(s *Settings) *PPM { return &s.DeploySessions }),
	oneOf("deploy.from", "version of the other nodes: without envelopes, or with those that had a carrier only", versionNames,
		func(s *Settings) *version { return &s.DeployFrom }),
	toggle("skip.unsampled", "leave unsampled context out of envelopes", func(s *Settings) *bool { return &s.SkipUnsampled }),
	toggle("no.roots", "after a fan-out continue traces, never start one", func(s *Settings) *bool { return &s.NoRoots }),
	sieveMode(),
	toggle("grpc.link", "the API puts its context into gRPC headers", func(s *Settings) *bool { return &s.GRPCLink }),
	toggle("roots.guild", "the guild may start traces", func(s *Settings) *bool { return &s.RootsGuild }),
	toggle("roots.session", "sessions may start traces", func(s *Settings) *bool { return &s.RootsSession }),
}

func wholeNumber(key, doc string, least, most int, field func(*Settings) *int) Setting {
	return Setting{
		Key: key, Doc: doc, Expect: "a whole number from " + thousands(least) + " to " + thousands(most),
		get: func(s *Settings) string { return strconv.Itoa(*field(s)) },
		set: func(s *Settings, v string) bool {
			n, err := strconv.Atoi(v)
			if err != nil || n < least || n > most {
				return false
			}
			*field(s) = n
			return true
		},
	}
}

// thousands writes a number with commas between groups of three digits.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Bounds of durations between services: what the runtime can look ahead by, and
// what a person waits for.
const (
	leastLatency = actor.MinLatency
	mostLatency  = 10 * time.Second
)

// duration is a time on the way between two services.
func duration(key, doc string, least time.Duration, field func(*Settings) *int64) Setting {
	return Setting{
		Key: key, Doc: doc, Expect: fmt.Sprintf("a duration from %v to %v, such as 200us", least, mostLatency),
		get: func(s *Settings) string { return time.Duration(*field(s)).String() },
		set: func(s *Settings, v string) bool {
			d, err := time.ParseDuration(v)
			if err != nil || d < least || d > mostLatency {
				return false
			}
			*field(s) = int64(d)
			return true
		},
	}
}

// rate is a number per second, held per 1,000 seconds.
func rate(key, doc string, least, most int64, field func(*Settings) *int64) Setting {
	return Setting{
		Key: key, Doc: doc,
		Expect: fmt.Sprintf("a number from %s to %s with at most 3 decimals", formatDecimal(least, 3), formatDecimal(most, 3)),
		get:    func(s *Settings) string { return formatDecimal(*field(s), 3) },
		set: func(s *Settings, v string) bool {
			n, ok := parseDecimal(v, 3)
			if !ok || n < least || n > most {
				return false
			}
			*field(s) = n
			return true
		},
	}
}

func share(key, doc string, least PPM, field func(*Settings) *PPM) Setting {
	return Setting{
		Key: key, Doc: doc, Expect: fmt.Sprintf("a share from %v to 100%%, such as 1%% or 0.01", least),
		get: func(s *Settings) string { return field(s).String() },
		set: func(s *Settings, v string) bool {
			p, ok := parsePPM(v)
			if !ok || p < least || p > Whole {
				return false
			}
			*field(s) = p
			return true
		},
	}
}

func toggle(key, doc string, field func(*Settings) *bool) Setting {
	return Setting{
		Key: key, Doc: doc, Expect: "on or off", Switch: true,
		get: func(s *Settings) string {
			if *field(s) {
				return "on"
			}
			return "off"
		},
		set: func(s *Settings, v string) bool {
			if v != "on" && v != "off" {
				return false
			}
			*field(s) = v == "on"
			return true
		},
	}
}

func oneOf[T ~uint8](key, doc string, names []string, field func(*Settings) *T) Setting {
	return Setting{
		Key: key, Doc: doc, Choice: true, Expect: "one of " + strings.Join(names, ", "),
		get: func(s *Settings) string { return names[*field(s)] },
		set: func(s *Settings, v string) bool {
			for i, name := range names {
				if v == name {
					*field(s) = T(i)
					return true
				}
			}
			return false
		},
	}
}

func sieveMode() Setting {
	return oneOf("sieve", "what a gRPC server does with trace headers", sieveNames[:],
		func(s *Settings) *SieveMode { return &s.Sieve })
}

// fanoutPreset goes back to the published points when the table is chosen, so
// that an edited curve has a way back.
func fanoutPreset() Setting {
	k := oneOf("fanout", "rule of the second layer", fanoutNames[:], func(s *Settings) *FanoutPreset { return &s.Fanout })
	choose := k.set
	k.set = func(s *Settings, v string) bool {
		if !choose(s, v) {
			return false
		}
		if s.Fanout == FanoutTable {
			s.FanoutTable = DefaultSettings().FanoutTable
		}
		return true
	}
	return k
}

// fanoutPoint is one point of the table; editing it makes the table a custom one.
func fanoutPoint(i int) Setting {
	n := strconv.Itoa(FanoutRecipients[i])
	k := share("fanout."+n, "keep rate of the second layer at "+n+" recipients", 1,
		func(s *Settings) *PPM { return &s.FanoutTable[i] })
	edit := k.set
	k.set = func(s *Settings, v string) bool {
		if !edit(s, v) {
			return false
		}
		s.Fanout = FanoutCustom
		return true
	}
	return k
}

// change sets one key and says in one sentence what is wrong with a value.
func (s *Settings) change(key, value string) error {
	k := findSetting(key)
	if k == nil {
		return fmt.Errorf("set %s: there is no such setting; expected one of %s", key, settingNames())
	}
	next := *s
	if !k.set(&next, value) {
		return fmt.Errorf("%s: %q is not possible; expected %s", key, value, k.Expect)
	}
	*s = next
	return nil
}

func settingNames() string {
	var names []string
	for _, k := range settingKeys {
		names = append(names, k.Key)
	}
	return strings.Join(names, ", ")
}

// lines is the commands that turn the default settings into s.
func (s *Settings) lines() []string {
	var out []string
	have := DefaultSettings()
	for _, k := range settingKeys {
		if v := k.get(s); v != k.get(&have) && !(k.Key == "fanout" && s.Fanout == FanoutCustom) {
			verb := "set "
			if k.Switch {
				verb = "toggle "
			}
			out = append(out, verb+k.Key+" "+v)
			k.set(&have, v)
		}
	}
	return append(out, s.Costs.Lines()...)
}

package guild

import (
	"fanout/sim/exact"
)

// SieveMode is what the gRPC servers do with the trace headers of a request.
type SieveMode uint8

const (
	SieveIgnore SieveMode = iota // headers are not looked at: before linking
	SieveParse                   // every header is unpacked
	SieveOn                      // the sampled bit is read first; only sampled headers are unpacked
)

var sieveNames = [...]string{"ignore", "parse", "sieve"}

// String returns the mode as the command grammar spells it.
func (m SieveMode) String() string { return sieveNames[m] }

// FanoutPoints is the number of editable points of the second-layer table.
const FanoutPoints = 5

// FanoutRecipients is the fan-out size at which the second-layer table has its point
// number i, from 0. Beyond the last one the rate stays what it is there (except in
// the presets that say otherwise).
func FanoutRecipients(i int) int { return [FanoutPoints]int{1, 10, 100, 1_000, 10_000}[i] }

// FanoutPreset names the rule by which a session decides whether it records
// its span of a sampled message.
type FanoutPreset uint8

const (
	FanoutTable  FanoutPreset = iota // the published points, log-log lines between them
	FanoutTenN                       // max(0.1 %, min(1, 10/n))
	FanoutFlat                       // one rate for every size: the first attempt
	FanoutNone                       // no second layer: every session of a sampled message records
	FanoutCustom                     // the table after an edit
)

var fanoutNames = [...]string{"table", "10/n", "flat", "none", "custom"}

// String returns the preset as the command grammar spells it.
func (p FanoutPreset) String() string { return fanoutNames[p] }

// Settings is everything that can be set of this model. It is a plain value: comparing
// two Settings tells whether anything differs.
type Settings struct {
	Traffic
	Topology
	Sampling
	Rollout
	Optimisations
}

// MostMessageRate is the most user messages per 1,000 s.
const MostMessageRate int64 = 100_000

// Traffic is what arrives.
type Traffic struct {
	Members     int   // connected sessions, 1 … 1,000,000
	MessageRate int64 // user messages per 1,000 s, 100 … MostMessageRate (0.1 … 100 /s)
	SmallRate   int64 // small guild messages per 1,000 s, 0 … 1,000,000
	GRPCRate    int64 // background gRPC requests per 1,000 s, 0 … 20,000,000
	Even        bool  // arrivals evenly spaced instead of Poisson
	Guilds      int   // small guilds beside the large one, 0 … 10,000
	GuildRate   int64 // user messages to all of them per 1,000 s, 100 … 1,000,000
}

// Topology is the machines, and what lies between them.
type Topology struct {
	GuildNodes   int   // 1 … 16
	SessionNodes int   // 1 … 64
	Relays       bool  // a large guild sends by relays
	GuildScale   int   // how many times as long the guilds' own work takes, 1 … 1,000
	LatencyAPI   int64 // ns one way between the API and the guilds, 10 µs … 10 s
	Latency      int64 // ns one way between the other services, 10 µs … 10 s
	// Jitter is 0 unless it is set: the pictures then show every arrival where it is.
	Jitter int64 // ns that a message between services takes longer at most, 0 … 10 s
}

// Sampling is which spans are kept.
type Sampling struct {
	HeadRate    exact.PPM               // probability that a root span is sampled
	Fanout      FanoutPreset            // the second layer
	FanoutTable [FanoutPoints]exact.PPM // keep rate at FanoutRecipients
	FlatRate    exact.PPM               // keep rate of the preset flat
}

// Rollout is how far envelopes are rolled out.
type Rollout struct {
	EnvelopesGuild    exact.PPM // share of messages to the guild that travel in envelopes
	EnvelopesSessions exact.PPM // share of fan-outs that travel in envelopes

	Detach bool // the guild takes a context off again when its handler fails

	DeployGuilds   exact.PPM // share of the guild nodes that run the present version
	DeploySessions exact.PPM // the same of the session nodes
	DeployFrom     version   // of the others
}

// Optimisations is who reads contexts, and who may start traces.
type Optimisations struct {
	SkipUnsampled bool      // unsampled context is not put into envelopes at all
	NoRoots       bool      // after a fan-out a session may continue a trace, never start one
	GRPCLink      bool      // the API puts its context into gRPC headers
	Callers       callers   // what callers of background requests write into headers
	Sieve         SieveMode // what a gRPC server does with them
	RootsGuild    bool      // the guild may start traces
	RootsSession  bool      // sessions may start traces
}

// DefaultSettings is the world as the post leaves it: everything rolled out and
// every optimisation on, at 1 % head sampling.
func DefaultSettings() Settings {
	return Settings{
		Traffic: Traffic{
			Members:     10_000,
			MessageRate: 4_000,
			SmallRate:   131_000,
			GRPCRate:    1_035_000,
			GuildRate:   20_000,
		},
		Topology: Topology{
			GuildNodes:   2,
			SessionNodes: 2,
			GuildScale:   1,
			LatencyAPI:   500_000,
			Latency:      200_000,
		},
		Sampling: Sampling{
			HeadRate:    10_000,
			Fanout:      FanoutTable,
			FanoutTable: [FanoutPoints]exact.PPM{1_000_000, 316_228, 100_000, 10_000, 1_000},
			FlatRate:    1_000,
		},
		Rollout: Rollout{
			EnvelopesGuild:    exact.Whole,
			EnvelopesSessions: exact.Whole,
			DeployGuilds:      exact.Whole,
			DeploySessions:    exact.Whole,
			Detach:            true,
		},
		Optimisations: Optimisations{
			SkipUnsampled: true,
			NoRoots:       true,
			GRPCLink:      true,
			Sieve:         SieveOn,
			RootsGuild:    true,
			RootsSession:  true,
		},
	}
}

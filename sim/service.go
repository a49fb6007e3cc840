package sim

// Service is one of the four services of the world. The order is the order of
// a message's way, and of the rows of every table and of the CPU strip.
type Service uint8

const (
	API      Service = iota // HTTP in, gRPC out; opens the root span of a message
	Guilds                  // one actor per guild: one mailbox, one message at a time
	Sessions                // one actor per connected client
	Presence                // receives the background gRPC traffic
	NumServices
)

var serviceNames = [NumServices]string{"api", "guilds", "sessions", "presence"}

// String returns the service's name as the commands, tables and spans spell it.
func (s Service) String() string { return serviceNames[s] }

// Stage is what a service was doing when it spent time. Every unit of modelled
// time belongs to exactly one stage. The order is the stacking order of a bar.
type Stage uint8

const (
	StageHandle Stage = iota // the work itself
	StageWrap                // inject a context into an envelope or a header
	StageUnpack              // extract a context from an envelope or a header
	StageSieve               // read the sampled bit without unpacking
	StageSpan                // start, record and end spans, and decide not to
	StageExport              // hand finished spans to the exporter
	NumStages
)

var stageNames = [NumStages]string{"handle", "wrap", "unpack", "sieve", "span", "export"}

// String returns the stage's name.
func (s Stage) String() string { return stageNames[s] }

// Letter is the stage's letter in bars and tables: H W U S C X.
func (s Stage) Letter() byte { return "HWUSCX"[s] }

// Origin is the service in which the trace of a span is rooted. Counts are kept
// apart by origin because only API-rooted traces have the inclusion probability
// p·q that the estimators assume.
type Origin uint8

const (
	OriginAPI        Origin = iota // rooted by a user's message at the API
	OriginGuild                    // rooted by the guild, which saw no context
	OriginSession                  // rooted by a session, which saw no context
	OriginBackground               // rooted by a background request
	NumOrigins
)

var originNames = [NumOrigins]string{"api", "guild", "session", "background"}

// String returns the origin's name.
func (o Origin) String() string { return originNames[o] }

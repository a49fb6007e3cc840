package sim

// Snapshot is what a view needs of the world at one instant. It is filled by
// Player.Snapshot, which reuses the slices of the Snapshot it is given; nothing
// in it aliases memory the world will change, except Field and Past, which are
// valid until the next call into the Player. All times are virtual nanoseconds since
// the start of the history.
type Snapshot struct {
	Now     int64  // virtual time reached
	Playing bool   // false while paused
	Speed   PPM    // speed asked for; Whole is real time
	Reached PPM    // speed reached over the last second of play; 0 while paused
	Seed    uint64 // of this history
	Hash    uint64 // of the history up to the last barrier

	Settings Settings
	Costs    CostView
	Real     RealTime
	Changed  string // key of the setting changed last, "" at the start

	Services     [NumServices]ServiceView
	APINodes     []APINodeView
	Guild        GuildView
	Tokens       []Token
	Field        FieldView
	Marks        []Mark
	MarksDropped int // older marks that left: the pictures hold a bounded number
	Messages     MessageTotals
	Connects     ConnectView
	Timeline     TimelineView
	Checkpoints  CheckpointTotals
	Travels      int64 // times the world was taken to another time: what is remembered of the last snapshot may be no more
	Spans        SpanTotals
	Traces       TraceTotals
	Estimates    Estimates
	SpanNames    []SpanName
	Past         Past
	GRPC         StageShares       // of presence's gRPC handler, without what presence then does
	times        [numClasses]int64 // mean time per message since the last change, ns
	Log          []LogEntry        // newest last, bounded; LogDropped older ones left
	LogDropped   int
	Notes        int    // how often something that nobody commanded was entered into the log
	Note         string // what that was last, "" if nothing in this history
}

// MessageTotals counts user messages since the start and what is expected of them.
type MessageTotals struct {
	Sent            int64 // user messages accepted by the API
	Sampled         int64 // of those, kept by the head sampler
	SampledExp      int64 // expected of Sent at the rates that were in force, in millionths
	Deliveries      int64 // session deliveries of user messages handled
	Expected        int64 // deliveries that the fan-outs so far were to make
	SentSmall       int64 // of Sent, those to small guilds
	DeliveriesSmall int64 // of Deliveries, those of messages to small guilds
	Lost            int64 // messages lost on links that fail
	Wire            WireTotals
	Failed          int64 // calls of the API that got no answer
	KeepRate        PPM   // second-layer rate for the current number of members
	SessionSpans    int64 // session spans recorded in API-rooted traces
	SessionSpansExp int64 // expected for the fan-outs so far: Σ sampled·recipients·q
	OrphanRoots     int64 // session-rooted spans recorded
	OrphanSince     int64 // of those, since the last change of a setting
	ChangedAt       int64 // virtual time of the last change of a setting
	SpansPerSecond  int64 // expected spans per second at the settings in force, ×1,000
	Relays          int   // through which the large guild sends, 0 if it does so itself
	SpansBefore     int64 // the same before the last change, ×1,000; -1 if none
	Parsed          int64 // gRPC headers of user messages that the guild's node unpacked
	Stripped        int64 // gRPC headers of user messages that were not unpacked
	DeadLetters     int64 // messages to actors that no longer exist
}

// The sparkline of a service: the last 24 s of virtual time in steps of 100 ms.
const (
	BusySteps  = 240
	BusyStepNs = 100_000_000
)

// StageCost is a share of a service's capacity per stage, in PPM.
type StageCost [NumStages]PPM

// Total is the sum over all stages.
func (c StageCost) Total() PPM {
	var t PPM
	for _, v := range c {
		t += v
	}
	return t
}

// ServiceView is one row of the CPU strip and of the counters.
type ServiceView struct {
	Handled     int64             // messages handled
	Spans       [NumOrigins]int64 // spans recorded, by the origin of their trace
	NotRecorded int64             // spans asked for but not sampled
	Mailbox     int               // messages waiting, whole service
	Useless     PPM               // share of the unpacked contexts that were not sampled, since the last change
	CPU         StageCost         // modelled: mean cost per message since the last change × offered rate ÷ capacity
	Before      StageCost         // the same just before the last change
	HasBefore   bool              // false until something was changed
	Busy        [BusySteps]PPM    // virtual time really spent ÷ capacity, in steps of BusyStepNs, oldest first
	BusyLen     int               // valid entries at the end of Busy
	Capacity    int64             // of this service, thousandths of a core
}

// busyMean is the share of the capacity really spent in the last stretch of virtual
// time, as far as Busy reaches back.
func (s *ServiceView) busyMean(stretch int64) PPM {
	n := min(int64(s.BusyLen), stretch/BusyStepNs)
	if n == 0 {
		return 0
	}
	var sum int64
	for _, p := range s.Busy[BusySteps-n:] {
		sum += int64(p)
	}
	return PPM(sum / n)
}

// APINodeView is one card of the API lane.
type APINodeView struct {
	Name    string
	Sent    int64
	Sampled int64
}

// Carrier is the trace context that a message in flight carries, as the
// pictures tell it apart: by shape as well as by colour.
type Carrier uint8

const (
	CarrierBare      Carrier = iota // no envelope, no header slot: a plain message
	CarrierEmpty                    // an envelope or header without context
	CarrierUnsampled                // context, sampled flag clear
	CarrierSampled                  // context, sampled flag set
)

// Lane is the stretch of the picture on which a token travels.
type Lane uint8

const (
	LaneAPI   Lane = iota // gRPC request, API node → guild's node
	LaneGuild             // envelope, gRPC server → guild mailbox
)

// Token is a message in flight. A view places it at (now-Start)/(End-Start).
type Token struct {
	Message int64 // number of the user message, from 1
	Lane    Lane
	Node    int // index of the API node
	Carrier Carrier
	Start   int64
	End     int64
}

// QueuedMessage is a message waiting in the guild's mailbox.
type QueuedMessage struct {
	Message int64 // user message number, 0 for a small message
	Carrier Carrier
}

// GuildView is the guild's card.
type GuildView struct {
	Mailbox    int             // messages waiting
	Head       []QueuedMessage // the first few of them
	Sending    int64           // message being fanned out, 0 if none
	Last       int64           // message fanned out last, 0 if none
	Carrier    Carrier         // of Sending, or of Last
	Recipients int             // of Sending, or of Last
	Sent       int             // of Recipients, sent so far
	Busy       PPM             // share of about the last second of virtual time in which the actor was busy
	Stages     StageShares     // of the actor's time
	Timings    []MinuteTimings // by action, newest minute first
}

// Wave is one fan-out on its way through the field. Ranks count recipients in
// send order.
type Wave struct {
	Message int64
	Start   int64 // time at which rank 0 arrives
	Step    int64 // picoseconds between the arrivals of two ranks
	Size    int   // recipients
	Arrived int   // ranks below this have the message in their mailbox
	Handled int   // ranks below this have handled it
	Carrier Carrier
}

// FieldView is the sessions field. A session's id is its cell: row id/Columns,
// column id%Columns. Rank is its place in the guild's send order.
type FieldView struct {
	Members  int
	Columns  int
	Rank     []uint32 // id -> rank; do not modify
	Waves    []Wave   // not yet handled by everyone, oldest first
	FanoutNs int64    // how long a fan-out takes, from its first arrival until everyone has handled it: that of the last one, or an estimate

	Source FieldSource // nil means that no session has handled anything yet
}

// FieldSource answers for single sessions; the world is one, tests have others.
type FieldSource interface {
	// LastHandled is the virtual time at which the session of that rank
	// finished handling its last message, -1 if it never has.
	LastHandled(rank int) int64
}

// LastHandled is the virtual time at which the session of that rank finished
// handling its last message, -1 if it never has.
func (f *FieldView) LastHandled(rank int) int64 {
	if f.Source == nil {
		return -1
	}
	return f.Source.LastHandled(rank)
}

// Mark is a session span that was recorded.
type Mark struct {
	Rank    uint32
	Orphan  bool // a root of its own instead of part of the message's trace
	Message int64
	At      int64 // end of the span
	Span    int64 // its number in the store of spans (see Player.Span)
}

// LogEntry is one line of the command log or one event of the world.
type LogEntry struct {
	At      int64
	Command bool // false: something that happened by itself
	Text    string
}

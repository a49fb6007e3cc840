package guild

import (
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// View is what pictures show of this model. Its Field is valid until the next call
// into the Player.
type View struct {
	APINodes     []APINodeView
	Guild        GuildView
	Tokens       []Token
	Field        FieldView
	Marks        []Mark
	MarksDropped int // older marks that left: the pictures hold a bounded number
	Messages     MessageTotals
	Connects     ConnectView
	Ledger       Ledger              // what has become of all that was sent
	Links        [NumLinks]LinkView  // by LinkAPI, LinkSessions, LinkPresence
	GRPC         readout.StageShares // of presence's gRPC handler, without what presence then does
	Sized        Sizing
}

// Sizing is what the capacity of the services was sized for, which happens at the start
// and when the number of members, of nodes or of small guilds changes, or the price list.
type Sizing struct {
	For Traffic
	At  int64
}

// ViewOf is this model's part of a snapshot.
func ViewOf(s *sim.Snapshot) *View { return s.View.(*View) }

// SettingsOf is the settings in force in a snapshot.
func SettingsOf(s *sim.Snapshot) Settings { return s.Settings.(Settings) }

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
	Relays          int   // through which the large guild sends, 0 if it does so itself
	Headers         HeaderTotals
	Strays          int64    // guild spans that belong to the trace of another message
	DeadLetters     int64    // messages to actors that no longer exist
	Forecast        Forecast // for the settings in force
	Before          Forecast // for those before the last change
	HasBefore       bool     // false until something was changed
	SessionTotals
}

// HeaderTotals counts the gRPC headers of user messages by what the guild's node did with
// them. Each message is in one of the three.
type HeaderTotals struct {
	Parsed   int64 // unpacked
	Stripped int64 // looked at and passed on without their context
	Ignored  int64 // not looked at
}

// SessionTotals is about the spans of sessions.
type SessionTotals struct {
	KeepRate        exact.PPM // second-layer rate for the current number of members
	SessionSpans    int64     // session spans recorded in API-rooted traces
	SessionSpansExp int64     // expected for the fan-outs so far: Σ sampled·recipients·q
	GuildSpans      int64     // session spans recorded in guild-rooted traces
	OrphanRoots     int64     // session-rooted spans recorded
	OrphanSince     int64     // of those, since the last change of a setting
}

// APINodeView is one card of the API lane.
type APINodeView struct {
	Name       string
	Sent       int64 // users' messages
	SentSmall  int64 // of Sent, those to small guilds
	Sampled    int64
	SampledExp int64 // expected of Sent at the rates that were in force, in millionths
}

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
	Carrier sim.Carrier
	Start   int64
	End     int64
}

// QueuedMessage is a message waiting in the guild's mailbox.
type QueuedMessage struct {
	Message int64 // user message number, 0 for a small message
	Carrier sim.Carrier
}

// GuildView is the guild's card.
type GuildView struct {
	Node       string              // the machine that it is on
	Mailbox    int                 // messages waiting
	Users      int                 // of Mailbox, users' messages: those that the API counts
	Head       []QueuedMessage     // the first few of them
	Working    bool                // the actor is handling a message now
	Sending    int64               // message being fanned out, 0 if none
	Last       int64               // message whose fan-out began last, 0 if none
	WaitedNs   int64               // from when Last was sent to when the first copy of it left
	Carrier    sim.Carrier         // of Last, as its copies travel
	CameBare   bool                // Last reached the guild without an envelope
	Origin     row.Origin          // where the trace of Last began, if it is sampled
	Recipients int                 // of Last
	Sent       int                 // of Recipients, sent so far
	Busy       exact.PPM           // share of the last BusyNs of virtual time in which the actor was busy: of one core
	BusyNs     int64               // about a second, less in a history that is younger
	Stages     readout.StageShares // of the actor's time
	Crash      Crash               // the last one
	Missing    Missing             // of the copies of Last, so far
	Timings    []MinuteTimings     // by action, newest minute first
	Seconds    []SecondTimings     // of the minute under way, those in which it worked, oldest first
}

// Wave is one fan-out in flight, on its way through the field. Ranks count recipients in
// send order.
type Wave struct {
	Message int64
	Start   int64    // time at which rank 0 arrives
	Step    int64    // picoseconds between the arrivals of two ranks
	Size    int      // recipients
	Arrived int      // ranks below this have the message in their mailbox, or have handled it
	Handled int      // ranks below this have handled it, or will never get it
	Done    int      // how many have handled it, in any order
	Missing Missing  // copies that were not handled, and will not be
	lost    []uint64 // by rank, a bit each: those of Missing; nil if there are none
	Carrier sim.Carrier
	Origin  row.Origin // where the trace began, of a sampled Carrier
}

// Lost reports whether the copy for the session of that rank has come to an end without
// having been handled.
func (v *Wave) Lost(rank int) bool {
	return rank/64 < len(v.lost) && v.lost[rank/64]>>(rank%64)&1 == 1
}

// Lose notes that the copy for the session of that rank will not be handled.
func (v *Wave) Lose(rank int) {
	if v.lost == nil {
		v.lost = make([]uint64, (v.Size+63)/64)
	}
	v.lost[rank/64] |= 1 << (rank % 64)
}

// FieldView is the sessions field. A session's id is its cell: row id/Columns,
// column id%Columns. Rank is its place in the guild's send order.
type FieldView struct {
	Members  int
	Columns  int
	Rank     []uint32 // id -> rank; do not modify
	Waves    []Wave   // not yet handled by everyone, oldest first
	Losses   bool     // some session may have lost a copy: LastLost is worth asking
	FanoutNs int64    // how long a fan-out takes, from its first arrival until everyone has handled it: that of the last one, or an estimate

	Source FieldSource // nil means that no session has handled anything yet
}

// FieldSource answers for single sessions; a world has one, tests have others.
type FieldSource interface {
	// LastHandled is the virtual time at which the session of that rank
	// finished handling its last message, -1 if it never has.
	LastHandled(rank int) int64

	// LastLost is the number of the last message whose copy never came to the session of
	// that rank, and the virtual time at which that was certain; 0, 0 if none is known.
	LastLost(rank int) (message, at int64)
}

// LastHandled is the virtual time at which the session of that rank finished
// handling its last message, -1 if it never has.
func (f *FieldView) LastHandled(rank int) int64 {
	if f.Source == nil {
		return -1
	}
	return f.Source.LastHandled(rank)
}

// LastLost is the number of the last message whose copy never came to the session of that
// rank, and the virtual time at which that was certain; 0, 0 if none is known.
func (f *FieldView) LastLost(rank int) (message, at int64) {
	if f.Source == nil {
		return 0, 0
	}
	return f.Source.LastLost(rank)
}

// Mark is a session span that was recorded.
type Mark struct {
	Rank    uint32
	Orphan  bool // a separate root instead of part of the message's trace
	Message int64
	At      int64 // end of the span
	Span    int64 // its number in the store of spans (see Player.Span)
}

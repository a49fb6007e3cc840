package readout

// CommandLog is what was commanded, and what the player has to say about it.
type CommandLog struct {
	Entries []LogEntry // newest last, bounded
	Dropped int        // older ones that left
	Notes   int        // how often something that nobody commanded was entered
	Note    string     // what that was last, "" if nothing in this history
}

// LogEntry is one line of the command log or one event of the world.
type LogEntry struct {
	At      int64
	Command bool // false: something that happened by itself
	Text    string
}

// Checkpoints is what a history keeps to be gone back to.
type Checkpoints struct {
	Held    int
	Bytes   int64
	Dropped int // thinned out since the history began
}

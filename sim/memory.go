package sim

import (
	"unsafe"

	"fanout/sim/readout"
)

// MemoryPart is about how many bytes a part of a history takes.
type MemoryPart struct {
	Name  string // in the plural, for the middle of a sentence
	Bytes int64
}

// CheckpointsPart is the part of what can be had again.
const CheckpointsPart = "checkpoints"

// Memory is about what the history takes that is played, part by part. What messages
// point to is not in it.
func (p *Player) Memory() []MemoryPart {
	m := p.k.system.Memory()
	commands := len(p.history.list) + len(p.log.entries)
	return []MemoryPart{
		{"actors", m.Actors},
		{"messages in mailboxes", m.Mailboxes},
		{"timers and messages on their way", m.Events},
		{"kept spans", p.k.spans.Bytes()},
		{CheckpointsPart, p.checkpoints.bytes},
		{"commands and the log", int64(commands) * int64(unsafe.Sizeof(readout.LogEntry{}))},
	}
}

// Relieve drops checkpoints until they take no more than the given number of bytes, but
// for the beginning of the history and the latest: going back then takes longer, and
// everything else is as it was. It reports whether there was anything to drop.
func (p *Player) Relieve(bytes int64) bool {
	b := &p.checkpoints
	before := len(b.list)
	for b.bytes > bytes && len(b.list) > 2 {
		b.thin(b.list[len(b.list)-1])
		b.dropped++
	}
	return len(b.list) < before
}

// Interrupt stops time, and whatever is under way, and tells why: a sentence without its
// full stop, which begins in lower case. It is no part of the history.
func (p *Player) Interrupt(why string) {
	p.halt()
	p.log.notes, p.log.note = p.log.notes+1, why
}

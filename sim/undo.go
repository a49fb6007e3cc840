package sim

import (
	"fmt"
	"time"

	"fanout/sim/readout"
)

// undo takes back the last command that changed the history: it goes on from just before
// it, as if it had never been given. What came after it is gone, and the log says so.
func undo(p *Player) {
	p.halt()
	i := p.history.next - 1
	if i < 0 || p.history.list[i].at <= p.begin() {
		p.log.insert(readout.LogEntry{At: int64(p.k.system.Now()), Text: "nothing can be undone: no command has changed this history since it began"})
		return
	}
	e := p.history.list[i]
	to, lost := e.at-1, int64(p.latest-e.at)
	p.travel(to)
	p.jump()
	p.history.list = p.history.list[:i]
	p.log.undo(e)
	p.log.insert(readout.LogEntry{At: int64(to), Text: undoneText(e.text, lost)})
	p.checkpoints.cut(int64(to))
	p.latest, p.ahead = to, nil
}

// undoneText says what was taken back.
func undoneText(line string, ns int64) string {
	text := "undone: " + line
	if ns > 0 {
		text += fmt.Sprintf("; the %v that came after are gone", time.Duration(ns).Round(time.Millisecond))
	}
	return text
}

// undo drops what was entered after a command, and the command.
func (l *eventLog) undo(e entry) {
	l.cut(int64(e.at))
	for i := len(l.entries) - 1; i >= 0 && l.entries[i].At == int64(e.at); i-- {
		if l.entries[i].Command && l.entries[i].Text == e.text {
			l.entries = l.entries[:i]
			return
		}
	}
}

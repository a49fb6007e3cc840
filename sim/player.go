package sim

import "time"

// Player plays one history: it paces a World against the clock of its caller,
// keeps the command log and is the only way into the world. It reads no clock
// itself and is not safe for concurrent use.
type Player struct{}

// NewPlayer starts a paused-at-zero, playing history of seed 1 at default
// settings after running the given command lines.
func NewPlayer(lines ...string) (*Player, error) { return &Player{}, nil }

// Do runs one line of the command grammar. On an error nothing has changed,
// and the error is one sentence with the value, what was expected and where.
func (p *Player) Do(line string) error { return nil }

// Frame advances virtual time by elapsed × speed, or by as much of that as can
// be computed before over reports that the real-time budget is used up. The
// rest is not caught up later: the speed reached falls instead. over is asked
// every few thousand deliveries.
func (p *Player) Frame(elapsed time.Duration, over func() bool) {}

// Snapshot fills s with the present state.
func (p *Player) Snapshot(s *Snapshot) {}

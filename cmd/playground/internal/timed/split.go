package timed

import (
	"errors"
	"fmt"
	"strings"

	"fanout/sim"
	"fanout/sim/compare"
)

// The lines of text by which a second history is played beside the first one. They are no
// commands of the grammar: B stands in no log.
//
//	split [LINE; …]  begins B: A with other settings from its beginning on
//	b LINE; …        has B begin with other settings
//	a LINE; …        has A begin with other settings
//	swap             exchanges A and B
//	only a, only b   goes on with one of them alone
//
// All other lines are for both, see [compare.Pair.Do].
const (
	split = "split"
	swap  = "swap"
	only  = "only"
	sideA = "a"
	sideB = "b"
)

// Pair is A, which is the Player, and B; nil while there is no B.
func (p *Player) Pair() *compare.Pair { return p.pair }

// doSplit does one of these lines; did is false for all others.
func (p *Player) doSplit(line string) (did bool, err error) {
	verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch verb {
	case split:
		return true, p.split(rest)
	case swap, only, sideA, sideB:
	default:
		return false, nil
	}
	if p.pair == nil {
		return true, fmt.Errorf("%s: there is no B beside this history; expected split first", verb)
	}
	switch {
	case verb == sideB:
		err = p.set(p.pair.B, rest)
	case verb == only && rest == sideA:
		p.alone(p.pair.A)
	case p.bound():
		err = fmt.Errorf("%s: a chapter or a challenge goes on with A as it is; expected free play", verb)
	case verb == sideA:
		err = p.set(p.pair.A, rest)
	case verb == swap && rest == "":
		p.pair.Swap()
		p.Player, p.told.known = p.pair.A, false
	case verb == only && rest == sideB:
		p.pair.Swap()
		p.alone(p.pair.A)
	default:
		err = fmt.Errorf("%s: %q is not possible; expected only a, only b or swap", verb, sim.Clip(rest))
	}
	return true, err
}

func (p *Player) bound() bool { return p.Bound != nil && p.Bound() }

// checkpointsEach is how many bytes the checkpoints of one of two histories may take.
const checkpointsEach = sim.CheckpointBytes / 4

// split begins B.
func (p *Player) split(lines string) error {
	if p.pair != nil {
		return errors.New("split: there is a B already; expected b with what it begins with, or only a")
	}
	pair, err := compare.Split(p.Player, linesOf(lines)...)
	if err != nil {
		return fmt.Errorf("split: %w", err)
	}
	p.pair, p.told = pair, told{}
	p.limit()
	return nil
}

// limit has two histories take no more memory for their checkpoints than one.
func (p *Player) limit() {
	for _, h := range p.played() {
		h.Limit(checkpointsEach, 0, 0)
		h.Relieve(checkpointsEach)
	}
}

// set has one of the two begin with other settings.
func (p *Player) set(of *sim.Player, lines string) error {
	if err := p.pair.Set(of, linesOf(lines)...); err != nil {
		return err
	}
	p.Player, p.told.known = p.pair.A, false
	p.limit()
	return nil
}

// alone goes on with one of the two.
func (p *Player) alone(with *sim.Player) {
	p.Player, p.pair = with, nil
	with.Limit(sim.CheckpointBytes, 0, 0)
}

// both gives a line to all that is played.
func (p *Player) both(line string) error {
	if p.pair == nil {
		return p.Player.Do(line)
	}
	if err := p.pair.Do(line); err != nil {
		return err
	}
	p.told.known = false
	p.limit() // another seed begins other histories
	return nil
}

// played are the histories that are played.
func (p *Player) played() []*sim.Player {
	if p.pair == nil {
		return []*sim.Player{p.Player}
	}
	return []*sim.Player{p.pair.A, p.pair.B}
}

// Busy reports whether a run or the way to a time is under way, or one of two histories is on
// its way to where the other one is. While time goes on, B is always a little behind: nobody
// waits for that.
func (p *Player) Busy() bool {
	return p.Player.Busy() || p.pair != nil && (p.pair.Late() != nil || !p.pair.InStep() && !sim.Playing(p.Player))
}

// Finish completes what is under way without a budget.
func (p *Player) Finish() {
	p.Player.Finish()
	for p.pair != nil && (p.Busy() || !p.pair.InStep()) {
		p.pair.Frame(0, nil)
	}
}

// linesOf are the lines of a text, which have semicolons between them.
func linesOf(text string) (lines []string) {
	for line := range strings.SplitSeq(text, ";") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

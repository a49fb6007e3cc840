package link

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/compare"
)

// Until is the virtual time that a link leads to; ok is false if it says none.
func (l *Link) Until() (at time.Duration, ok bool, err error) {
	for _, line := range l.Commands {
		if text, leads := strings.CutPrefix(line, "goto "); leads {
			if at, err = time.ParseDuration(text); err != nil {
				return 0, false, fmt.Errorf("t is %q; expected a time such as 12.5s", text)
			}
			ok = true
		}
	}
	return at, ok, nil
}

// FreePlay refuses a link that leads to a chapter or a challenge, which have a history that
// is not in the link.
func (l *Link) FreePlay() error {
	if l.Chapter != "" || l.Challenge != "" {
		return errors.New("this one leads to a chapter or a challenge; expected one to a history in free play")
	}
	return nil
}

// Origin is a history that a link leads to: what others begin with.
type Origin struct {
	sim.History
	Until time.Duration // the virtual time that it leads to
	Ends  bool          // it leads to one
	Note  string        // what it says that means nothing here, see [Link.Note]

	// Other is the second history that it shows beside the first, nil for none.
	Other *sim.History
}

// ReadOrigin reads a link to a history in free play.
func ReadOrigin(address string) (o Origin, err error) {
	l, err := ReadAddress(address)
	if err == nil {
		err = l.FreePlay()
	}
	if err == nil {
		o.Until, o.Ends, err = l.Until()
	}
	var p *sim.Player
	if err == nil {
		p, err = sim.NewPlayer(l.Model, l.Commands...)
	}
	if err != nil {
		return Origin{}, err
	}
	o.History, o.Note = p.History(), l.Note()
	if lines, ok := l.Other(); ok {
		other, err := compare.Otherwise(&o.History, lines...)
		if err != nil {
			return Origin{}, fmt.Errorf("%s: %w", Beside, err)
		}
		o.Other = &other
	}
	return o, nil
}

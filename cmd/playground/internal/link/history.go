package link

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fanout/sim"
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

// History is what the link says was done from time 0 on.
func (l *Link) History() (sim.History, error) {
	p, err := sim.NewPlayer(l.Model, l.Commands...)
	if err != nil {
		return sim.History{}, err
	}
	return p.History(), nil
}

package scene

import (
	"errors"
	"fanout/render/ui"
	"fmt"
	"strconv"
	"strings"
)

// said is what was told last to people who do not see the canvas.
type said struct {
	number int
	text   string
}

// Said is the last sentence for people who do not see the canvas, and how many
// there have been.
func (s *Scene) Said() (number int, text string) { return s.said.number, s.said.text }

func (s *Scene) say(text string) { s.said = said{s.said.number + 1, text} }

// announceZoom tells what is seen after a zoom.
func (s *Scene) announceZoom() {
	text := "Whole field, " + s.dotMeaning()
	if s.cam.at > 0 {
		text = s.dotMeaning() + ", " + s.sightText() + ", " + s.trail()
	}
	s.say(text)
}

// announceCursor names the session under the cell cursor.
func (s *Scene) announceCursor() { s.say("Session " + s.name(s.cursor)) }

// announcePick leaves it to the next frame to tell what was picked: the words need
// the world.
func (s *Scene) announcePick() { s.telling = true }

// Watching is what the field shows and what is looked at, for the page.
type Watching struct {
	Level, Levels int // of detail; 0 is the whole field
	Meaning       string
	InView        int
	Following     string // a session's name, "" if none is followed
	Focus         string // id of the widget that keys act on, "" if none
	About         []string
}

// Watching says what is looked at.
func (s *Scene) Watching() Watching {
	w := Watching{Level: s.cam.at, Levels: len(s.cam.levels), Meaning: s.dotMeaning(), Focus: s.in.Focus, About: s.about}
	if w.Levels > 0 {
		w.InView = s.inSight(s.sight(s.cam.to))
	}
	if id, ok := s.followed(); ok {
		w.Following = s.name(id)
	}
	return w
}

// Looks are the lines that have Look show what is shown now, on any canvas: none for
// the whole field with nothing followed.
func (s *Scene) Looks() (lines []string) {
	c := &s.cam
	if len(c.levels) > 0 && c.at > 0 {
		f := c.to.frame
		row, column := c.to.cell(ui.Pt(f.CenterX(), f.CenterY()))
		rows, columns := c.size()
		if id := s.sessionAt(min(max(int(row), 0), rows-1), min(max(int(column), 0), columns-1)); id >= 0 {
			lines = append(lines, fmt.Sprintf("zoom %d %d", c.at, id))
		}
	}
	switch id, ok := s.followed(); {
	case ok:
		lines = append(lines, fmt.Sprint("follow ", id))
	case s.picked.kind == pickMessage:
		lines = append(lines, fmt.Sprint("follow #", s.picked.message))
	}
	return lines
}

// Look does what a line says about how the field is looked at, and nothing to the
// world: "zoom in", "zoom out", "zoom fit", "zoom LEVEL", "zoom LEVEL SESSION", for
// which the nearest level will do that this canvas has, "follow SESSION",
// "follow #MESSAGE", "unfollow". A session is a number, or a row and a column. The
// error is one sentence.
func (s *Scene) Look(line string) error {
	verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch {
	case len(s.cam.levels) == 0:
		return errors.New("look: there is no picture yet")
	case verb == "unfollow" && rest == "":
		s.unpick()
	case verb == "follow":
		if n, ok := parseMessage(rest); ok {
			s.pick(picked{kind: pickMessage, message: n})
			return nil
		}
		id, err := s.sessionOf(rest)
		if err != nil {
			return err
		}
		s.follow(id, s.now)
	case verb == "zoom":
		return s.lookNearer(rest)
	default:
		return fmt.Errorf("look: %q is not known; expected zoom, follow or unfollow", line)
	}
	return nil
}

func (s *Scene) lookNearer(how string) error {
	switch how {
	case "in":
		s.zoomBy(1, s.now)
	case "out":
		s.zoomBy(-1, s.now)
	case "fit":
		s.zoomTo(0, ui.Point{}, s.now)
	default:
		level, session, on := strings.Cut(how, " ")
		n, err := strconv.Atoi(level)
		if on && err == nil && n >= 0 {
			id, err := s.sessionOf(session)
			if err != nil {
				return fmt.Errorf("zoom: %s", strings.TrimPrefix(err.Error(), "follow: "))
			}
			s.zoomOn(n, id, s.now)
			return nil
		}
		if last := len(s.cam.levels) - 1; err != nil || n < 0 || n > last {
			return fmt.Errorf("zoom: %q is not possible; expected in, out, fit or a level from 0 to %d", how, last)
		}
		s.zoomBy(n-s.cam.at, s.now)
	}
	return nil
}

func parseMessage(text string) (int64, bool) {
	if len(text) < 2 || text[0] != '#' {
		return 0, false
	}
	n, err := strconv.ParseInt(text[1:], 10, 64)
	return n, err == nil && n > 0
}

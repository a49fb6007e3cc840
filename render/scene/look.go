package scene

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fanout/render/ui"
)

// Watching is what the field shows and what is looked at, for the page.
type Watching struct {
	Level, Levels int // of detail; 0 is the whole field
	Meaning       string
	InView        int
	Following     string // a session's name, "" if none is followed
	Focus         string // id of the widget that keys act on, "" if none
	About         []string
}

// watching says what is looked at.
func (pic *guildPicture) watching() Watching {
	w := Watching{Level: pic.cam.at, Levels: len(pic.cam.levels), Meaning: pic.cam.dotMeaning(), Focus: pic.s.in.Focus, About: pic.s.speech.about}
	if w.Levels > 0 {
		w.InView = pic.cam.inSight(pic.cam.sight(pic.cam.to))
	}
	if id, ok := pic.followed(); ok {
		w.Following = pic.cam.name(id)
	}
	return w
}

// looks implements Scene.Looks.
func (pic *guildPicture) looks() (lines []string) {
	c := &pic.cam
	if len(c.levels) > 0 && c.at > 0 {
		f := c.to.frame
		row, column := c.to.cell(ui.Pt(f.CenterX(), f.CenterY()))
		rows, columns := c.size()
		if id := pic.cam.sessionAt(min(max(int(row), 0), rows-1), min(max(int(column), 0), columns-1)); id >= 0 {
			lines = append(lines, fmt.Sprintf("zoom %d %d", c.at, id))
		}
	}
	switch id, ok := pic.followed(); {
	case ok:
		lines = append(lines, fmt.Sprint("follow ", id))
	case pic.picked.kind == pickMessage:
		lines = append(lines, fmt.Sprint("follow #", pic.picked.message))
	}
	return lines
}

// look implements Scene.Look.
func (pic *guildPicture) look(line string) error {
	verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch {
	case len(pic.cam.levels) == 0:
		return errors.New("look: there is no picture yet")
	case verb == "unfollow" && rest == "":
		pic.unpick()
	case verb == "follow":
		if n, ok := parseMessage(rest); ok {
			pic.pick(picked{kind: pickMessage, message: n})
			return nil
		}
		id, err := pic.cam.sessionOf(rest)
		if err != nil {
			return err
		}
		pic.follow(id, pic.s.now)
	case verb == "zoom":
		return pic.lookNearer(rest)
	default:
		return fmt.Errorf("look: %q is not known; expected zoom, follow or unfollow", line)
	}
	return nil
}

func (pic *guildPicture) lookNearer(how string) error {
	switch how {
	case "in":
		pic.zoomBy(1, pic.s.now)
	case "out":
		pic.zoomBy(-1, pic.s.now)
	case "fit":
		pic.zoomTo(0, ui.Point{}, pic.s.now)
	default:
		level, session, on := strings.Cut(how, " ")
		n, err := strconv.Atoi(level)
		if on && err == nil && n >= 0 {
			id, err := pic.cam.sessionOf(session)
			if err != nil {
				return fmt.Errorf("zoom: %s", strings.TrimPrefix(err.Error(), "follow: "))
			}
			pic.zoomOn(n, id, pic.s.now)
			return nil
		}
		if last := len(pic.cam.levels) - 1; err != nil || n < 0 || n > last {
			return fmt.Errorf("zoom: %q is not possible; expected in, out, fit or a level from 0 to %d", how, last)
		}
		pic.zoomBy(n-pic.cam.at, pic.s.now)
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

// announceZoom tells what is seen after a zoom.
func (pic *guildPicture) announceZoom() {
	text := "Whole field, " + pic.cam.dotMeaning()
	if pic.cam.at > 0 {
		text = pic.cam.dotMeaning() + ", " + pic.cam.sightText() + ", " + pic.cam.trail()
	}
	pic.s.speech.say(text)
}

// announceCursor names the session under the cell cursor.
func (pic *guildPicture) announceCursor() { pic.s.speech.say("Session " + pic.cam.name(pic.cursor)) }

// announcePick leaves it to the next frame to tell what was picked: the words need
// the world.
func (pic *guildPicture) announcePick() { pic.s.speech.telling = true }

package guildpicture

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"fanout/render/pictures/guild/micro"
	"fanout/render/scene"
	"fanout/render/ui"
)

// watching says what is looked at.
func (pic *stage) watching() scene.Watching {
	w := scene.Watching{Level: pic.cam.at, Levels: len(pic.cam.levels), Meaning: pic.cam.dotMeaning()}
	if w.Levels > 0 {
		w.InView = pic.cam.inSight(pic.cam.sight(pic.cam.to))
	}
	if id, ok := pic.followed(); ok {
		w.Following = pic.cam.name(id)
	}
	return w
}

// looks are the lines that lead back to what is seen.
func (pic *stage) looks() (lines []string) {
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
	return append(lines, pic.micro.Looks()...)
}

// look does what a line says: "zoom in", "zoom out", "zoom fit", "zoom LEVEL", "zoom LEVEL
// SESSION", for which the nearest level will do that this canvas has, "follow SESSION",
// "follow #MESSAGE", "unfollow", "microscope", "microscope HEADER", "microscope off". A
// session is its place in the field, row by row from 0, or a row and a column.
func (pic *stage) look(line string, now time.Duration) error {
	verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch {
	case verb == micro.Verb:
		return pic.micro.Look(rest)
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
		pic.follow(id, now)
	case verb == "zoom":
		return pic.lookNearer(rest, now)
	default:
		return fmt.Errorf("look: %q is not known; expected zoom, follow, unfollow or microscope", line)
	}
	return nil
}

func (pic *stage) lookNearer(how string, now time.Duration) error {
	switch how {
	case "in":
		pic.zoomBy(1, now)
	case "out":
		pic.zoomBy(-1, now)
	case "fit":
		pic.zoomTo(0, ui.Point{}, now)
	default:
		level, session, on := strings.Cut(how, " ")
		n, err := strconv.Atoi(level)
		if on && err == nil && n >= 0 {
			id, err := pic.cam.sessionOf(session)
			if err != nil {
				return fmt.Errorf("zoom: %s", strings.TrimPrefix(err.Error(), "follow: "))
			}
			pic.zoomOn(n, id, now)
			return nil
		}
		if last := len(pic.cam.levels) - 1; err != nil || n < 0 || n > last {
			return fmt.Errorf("zoom: %q is not possible; expected in, out, fit or a level from 0 to %d", how, last)
		}
		pic.zoomBy(n-pic.cam.at, now)
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
func (pic *stage) announceZoom() {
	text := "Whole field, " + pic.cam.dotMeaning()
	if pic.cam.at > 0 {
		text = pic.cam.dotMeaning() + ", " + pic.cam.sightText() + ", " + pic.cam.trail()
	}
	pic.s.Say(text)
}

// announceCursor names the session under the cell cursor.
func (pic *stage) announceCursor() {
	pic.s.Say(sessionTitle(pic, pic.cursor) + ", " + pic.cam.placeText(pic.cursor))
}

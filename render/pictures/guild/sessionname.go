package guildpicture

import (
	"fmt"
	"strconv"
	"strings"

	"fanout/render/ui"
	"fanout/sim/guild"
)

// A session is named by its number, as chapters, spans and the list of connects name it. It keeps
// that until it connects again. Its place in the field is a row and a column, and how many get a
// message before it is said in words.

// numberOf is the number of the session in a place of the field; false for one that is gone.
func numberOf(pic *stage, id int) (number int64, ok bool) {
	snap := pic.s.Snap()
	if snap == nil || id < 0 || id >= len(guild.ViewOf(snap).Field.Rank) {
		return 0, false
	}
	in, ok := guild.ViewOf(snap).Field.Source.(guild.Inspector)
	if !ok {
		return 0, false
	}
	s := in.InspectSession(id)
	return s.Number, !s.Gone
}

// sessionTitle names the session in a place; one that is gone has only its place left.
func sessionTitle(pic *stage, id int) string {
	if n, ok := numberOf(pic, id); ok {
		return "Session " + ui.Count(n)
	}
	return "Session at " + pic.cam.name(id)
}

// placeText says where a session is in the field.
func (c *camera) placeText(id int) string {
	columns := max(1, c.key.columns)
	return "row " + strconv.Itoa(id/columns) + ", column " + strconv.Itoa(id%columns)
}

// sessionTyped is the place of the session that a person names: by its number, or by row and column.
func sessionTyped(pic *stage, text string) (id int, err error) {
	n, bad := strconv.ParseInt(strings.ReplaceAll(strings.TrimSpace(text), ",", ""), 10, 64)
	snap := pic.s.Snap()
	if bad != nil || snap == nil {
		return pic.cam.sessionOf(text)
	}
	in, ok := guild.ViewOf(snap).Field.Source.(guild.Inspector)
	if !ok {
		return pic.cam.sessionOf(text)
	}
	if id, ok = in.SessionNumbered(n); !ok {
		return 0, fmt.Errorf("follow: no session has the number %s now", ui.Count(n))
	}
	return id, nil
}

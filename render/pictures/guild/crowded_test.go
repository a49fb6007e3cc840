package guildpicture_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// Large numbers stay what they are where there is little room: the guild's mailbox keeps its word
// and says how many more wait, never more than there are, its actor says since when it is all
// busy, and no count of headers runs into the guild.
func TestLargeNumbersKeepTheirPlace(t *testing.T) {
	for _, canvas := range [][2]float64{{1440, 900}, {1280, 800}, {1100, 760}, {1024, 704}, {768, 1024}} {
		for _, n := range []int{7, 28, 137, 1_506, 26_600, 1_234_567} {
			snap := guildtest.Snapshot(10_000, .4)
			g, m := &guild.ViewOf(snap).Guild, &guild.ViewOf(snap).Messages
			g.Mailbox, g.Busy, g.BusyNs = n, exact.Whole, int64(time.Second)
			m.Headers.Parsed, m.Headers.Stripped = int64(n), int64(n)
			s := newStage(canvas[0], canvas[1], snap)
			f := s.rest()
			card := s.widget(t, "guild")
			more, word, busy := "", false, false
			for _, op := range f.Base.Ops {
				if op.Kind != ui.KindText {
					continue
				}
				inside := card.Rect.Contains(ui.Pt(op.Rect.X, op.Rect.Y))
				word = word || inside && op.Text == "Mailbox"
				busy = busy || inside && strings.HasSuffix(op.Text, "in 1 s")
				if inside && strings.HasPrefix(op.Text, "+") {
					more = op.Text
				}
				if strings.HasSuffix(op.Text, " parsed") || strings.HasSuffix(op.Text, " stripped") {
					end := op.Rect.X + scenetest.Measurer{}.Advance(op.Style, op.Text)
					assert.False(t, op.Rect.Y > card.Rect.Y && op.Rect.Y < card.Rect.Bottom() && op.Rect.X < card.Rect.X && end > card.Rect.X, "%v, %d: %q ends at %v, the guild begins at %v", canvas, n, op.Text, end, card.Rect.X)
				}
			}
			assert.True(t, word, "%v, %d: there is no word at the mailbox", canvas, n)
			assert.Greater(t, len(more), 1, "%v, %d: how many more wait", canvas, n)
			assert.True(t, busy, "%v, %d: since when the actor is busy", canvas, n)
			if n == 1_506 {
				assert.Equal(t, "+1,502", more, "%v", canvas)
			}
		}
	}
}

package guildpicture_test

import (
	"testing"
	"time"

	"fanout/sim/guild"

	"github.com/stretchr/testify/assert"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/ui"
)

// outlines counts the marks of the control that was changed last: the outline of a
// row or a group, or of a chip.
func outlines(f scene.Frame, acc ui.Color, rail ui.Rect) (n int) {
	for _, op := range f.Base.Ops {
		row := op.Radius == 8 && op.Rect.W > 200
		chip := op.Radius == 4 && op.Rect.H == 20
		if op.Kind == ui.KindBox && op.Stroke == 1 && op.Color == acc && (row || chip) && op.Rect.X >= rail.X {
			n++
		}
	}
	return n
}

// The control that was changed last is outlined, it alone, until another is changed.
func TestOneControlIsOutlined(t *testing.T) {
	controls := map[string]bool{
		"members": true, "rate": true, "grpc": true, "small": true, "head.rate": true, "fanout": true, "flat.rate": true, "sieve": true,
		"fanout.1": true, "fanout.10": true, "fanout.100": true, "fanout.1000": true, "fanout.10000": true,
		"envelopes.guild": true, "envelopes.sessions": true, "skip.unsampled": true, "no.roots": true,
		"grpc.link": true, "roots.guild": true, "roots.session": true, "detach": true, "deploy.guilds": true, "deploy.sessions": true, "deploy.from": true, "costs": true, "cost.forward": true,
	}
	keys := []string{"", "costs", "cost.forward"}
	for _, k := range guild.Model().Settings {
		keys = append(keys, k.Key)
	}
	for _, key := range keys {
		s := newStage(1440, 1400, guildtest.Snapshot(10_000, .4))
		s.snap.Changed = key
		f := s.wait(time.Second)
		want := 0
		if controls[key] {
			want = 1
		}
		assert.Equal(t, want, outlines(f, s.Theme().Acc, s.widget(t, "controls").Rect), "changed last: %q", key)
	}
}

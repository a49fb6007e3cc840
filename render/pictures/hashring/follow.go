package ringpicture

import (
	"fmt"
	"math"

	"fanout/render/ui"
	"fanout/sim/hashring"
	"fanout/sim/ring"
)

func sqrt(x float64) float64 { return math.Sqrt(x) }

// followed is a key that somebody follows: any text. "" is none.
type followed struct {
	text string
	hash uint64
	say  bool // whose it is is still to be told
}

// longestKey is how many characters a followed key may have.
const longestKey = 40

// follow follows a key and takes the lens there; "" ends it.
func (pic *Picture) follow(text string) {
	pic.key = followed{text: text, hash: ring.Hash(text)}
	if text != "" {
		pic.lens.turn = turnOf(pic.key.hash)
	}
	pic.host.In().Stale = true
}

func (pic *Picture) unfollow() {
	pic.follow("")
	pic.host.Say("No key is followed")
}

// ownerOf is the number of the machine to which a hash belongs on a circle.
func ownerOf(c *hashring.Circle, hash uint64) int { return c.Nodes[c.Rule().Locate(hash)].Number }

// keyOnCircle marks the followed key on the circle.
func (v *view) keyOnCircle() {
	t, c := v.Theme, &v.pic.circle
	if k := &v.pic.key; k.say {
		k.say = false
		v.pic.host.Say(k.words(v.ring.Change))
	}
	q := onRim(v.l.middle, turnOf(v.pic.key.hash), (c.inner+c.outer)/2)
	v.Disc(q.X, q.Y, 6, t.Bg0)
	v.Ring(q.X, q.Y, 6, 2, t.T1)
	v.Disc(q.X, q.Y, 2.5, t.T1)
}

// keyInLens marks the followed key in the lens, if it is there: a line from its place to
// the next point, whose machine it belongs to.
func (v *view) keyInLens(from, to uint64, dots, strip ui.Rect) {
	t, k := v.Theme, &v.pic.key
	if k.hash < from || k.hash >= to {
		return
	}
	x := dots.X + dots.W*turnOf(k.hash-from)/turnOf(to-from)
	v.Fill(ui.Box(math.Round(x)-1, dots.Y-2, 2, strip.Bottom()-dots.Y+4), 1, t.T1)
	v.Verbatim(func() {
		text := v.Fit(ui.TickStrong, 120, k.text, ui.Clip(k.text, 12))
		w := v.Width(ui.TickStrong, text) + 10
		box := ui.Box(min(max(dots.X, x-w/2), dots.Right()-w), dots.Y-3, w, 16)
		v.Panel(box, 4, t.Bg3, t.Line2)
		v.Text(box.X+5, box.CenterY(), ui.TickStrong, t.T1, text)
	})
}

// words say what there is to know of the followed key.
func (k *followed) words(c *hashring.Change) string {
	owner := ownerOf(c.New, k.hash)
	text := fmt.Sprintf("%s: hash %016x, place %.4f, belongs to %s", k.text, k.hash, turnOf(k.hash), names[owner])
	if was := ownerOf(c.Old, k.hash); was != owner {
		text += ", before to " + names[was]
	}
	return text
}

package ringpicture

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/ring"
)

// Look implements scene.Picture: "lens TURN" takes the lens to a share of a turn from
// the top, "follow KEY" follows a key, "unfollow" none.
func (pic *Picture) Look(line string, _ time.Duration) error {
	verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch {
	case verb == "unfollow" && rest == "":
		pic.follow("")
	case verb == "follow":
		if rest == "" || len([]rune(rest)) > longestKey {
			return fmt.Errorf("follow: %q is not possible; expected a key of 1 to %d characters, such as g381204", ui.Clip(rest, 20), longestKey)
		}
		pic.follow(rest)
	case verb == "lens":
		turn, err := strconv.ParseFloat(rest, 64)
		if err != nil || !(turn >= 0 && turn < 1) {
			return fmt.Errorf("lens: %q is not possible; expected a share of a turn from 0 to below 1, such as 0.412", ui.Clip(rest, 20))
		}
		pic.lens.to(turn)
	default:
		return fmt.Errorf("look: %q is not known; expected lens, follow or unfollow", ui.Clip(line, 40))
	}
	return nil
}

// Looks implements scene.Picture.
func (pic *Picture) Looks() (lines []string) {
	at := lensAtFirst
	if pic.key.text != "" {
		lines = append(lines, "follow "+pic.key.text)
		at = turnOf(ring.Hash(pic.key.text))
	}
	if text := pic.lens.lensText(); text != (&lens{turn: at}).lensText() {
		lines = append(lines, text)
	}
	return lines
}

// Watching implements scene.Picture.
func (pic *Picture) Watching() scene.Watching {
	w := scene.Watching{Meaning: "1 dot = " + ui.Count(int64(max(1, pic.circle.perDot))) + " keys, " + pic.lens.lensText()}
	w.Following = pic.key.text
	return w
}

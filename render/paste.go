package render

import (
	"strings"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// feedPaste asks for the clipboard by the keys that windows have for it. In a page the
// browser does that: there the keys do not come here.
func (g *Game) feedPaste() {
	if g.config.Paste == nil || !ebiten.IsKeyPressed(ebiten.KeyControl) && !ebiten.IsKeyPressed(ebiten.KeyMeta) || ebiten.IsKeyPressed(ebiten.KeyAlt) {
		return
	}
	g.input.pressed = inpututil.AppendJustPressedKeys(g.input.pressed[:0])
	for _, key := range g.input.pressed {
		if strings.EqualFold(ebiten.KeyName(key), "v") {
			g.config.Paste()
		}
	}
}

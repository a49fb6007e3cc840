package guildpicture_test

import (
	"testing"

	"fanout/render/language"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene/scenetest"
	"fanout/sim"
)

// In every other language, too, no text is cut off, and none lies over another.
func TestTextHasRoomInEveryLanguage(t *testing.T) {
	for _, tag := range language.Tags()[1:] {
		l, _ := language.Of(tag)
		for _, size := range sizes {
			for name, snap := range map[string]*sim.Snapshot{"small": small(), "large": large(), "main": guildtest.Snapshot(10_000, .4)} {
				t.Run(tag+"/"+size.name+"/"+name, func(t *testing.T) {
					s := newStageIn(l, size.w, size.h, snap)
					textHasRoom(t, s, size.w, size.h)
					textStaysIn(t, s)
				})
			}
			if size.w < 1200 {
				continue
			}
			t.Run(tag+"/"+size.name+"/guide", func(t *testing.T) {
				s := newStageIn(l, size.w, size.h, large())
				s.SetLeftInset(264)
				s.Resize(size.w-264, size.h, 1, scenetest.Measurer{})
				textHasRoom(t, s, size.w-264, size.h)
			})
		}
	}
}

func TestGermanPictures(t *testing.T) {
	l, _ := language.Of("de")
	for _, size := range sizes {
		if size.name == "1440x900" || size.name == "390x844" {
			s := newStageIn(l, size.w, size.h, guildtest.Snapshot(10_000, .4))
			golden(t, "picture-de-"+size.name, picture(s, s.frameAnew()))
		}
	}
}

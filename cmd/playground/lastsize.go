//go:build !js

package main

import (
	"encoding/json"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/cmd/playground/internal/outfile"
	"fanout/render"
)

// remembered is a game whose window will open as large, and with everything in it as
// large, as it was when it was closed, or interrupted from the terminal.
type remembered struct {
	titled
	interrupt chan os.Signal
	ending    int // updates since it was to end
}

// endAfter is how many updates a window goes on for when it is to end: a size that it got
// right before is known only some updates later.
const endAfter = 3

func newRemembered(game taught, save *saver) *remembered {
	ebiten.SetWindowClosingHandled(true)
	r := &remembered{titled: titled{taught: game, save: save}, interrupt: make(chan os.Signal, 1)}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	go func() {
		r.interrupt <- <-asked
		wake()
	}()
	return r
}

// Update does the game's. The size of a window that fills the screen is not
// remembered: it would be too large for a window on it.
func (r *remembered) Update() error {
	if r.ending > 0 || ebiten.IsWindowBeingClosed() || len(r.interrupt) > 0 {
		r.ending++
	}
	if r.ending > endAfter {
		w, h := ebiten.WindowSize()
		size := windowSize{w, h}
		if ebiten.IsFullscreen() || ebiten.IsWindowMaximized() || ebiten.IsWindowMinimized() {
			size, _ = lastSize(usualSize)
		}
		remember(size, r.Zoom())
		return ebiten.Termination
	}
	err := r.titled.Update()
	if r.ending > 0 {
		r.sleep(false) // its last updates come one after the other
	}
	return err
}

// sizeRecord is what window.json holds, in device-independent pixels.
type sizeRecord struct {
	Width  int     `json:"width"`
	Height int     `json:"height"`
	Zoom   float64 `json:"zoom,omitempty"` // 1 if it is missing
}

// sizeFile is where the size is remembered, "" if this machine has no place for it.
func sizeFile() string { return keptFile("window.json") }

// keptFile is a file of what this program remembers of its user on this machine, "" if there
// is no place for it.
func keptFile(name string) string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "fan-out", name)
}

// keep writes such a file, if that is possible: none of them is worth a word.
func keep(name string, text []byte) {
	file := keptFile(name)
	if file == "" || os.MkdirAll(filepath.Dir(file), 0o700) != nil {
		return
	}
	_ = outfile.Write(file, text) // the folder is closed to others
}

// lastSize is the size and the zoom that the last window had, or otherwise and 1 if
// none is known. It is a convenience: a file that makes no sense is not worth a word.
func lastSize(otherwise windowSize) (windowSize, float64) {
	text, err := os.ReadFile(sizeFile())
	var r sizeRecord
	size := windowSize{}
	if err == nil && json.Unmarshal(text, &r) == nil {
		size = windowSize{r.Width, r.Height}
	}
	if !size.possible() {
		return otherwise, 1
	}
	if !slices.Contains(render.Zooms, r.Zoom) {
		r.Zoom = 1
	}
	return size, r.Zoom
}

// remember keeps size and zoom for the next window, if they are possible.
func remember(size windowSize, zoom float64) {
	if zoom == 1 {
		zoom = 0
	}
	text, err := json.Marshal(sizeRecord{size.width, size.height, zoom})
	if err != nil || !size.possible() {
		return
	}
	keep("window.json", append(text, '\n'))
}

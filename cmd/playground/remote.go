//go:build !js

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/cmd/playground/internal/exports"
	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/outfile"
	"fanout/cmd/playground/internal/pnglink"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/timed"
)

// remote is a game that a program at the other end of a pipe may drive too, as
// window.playground lets a page's scripts. It reads one line and answers with
// one line of JSON, in order:
//
//	state            {"ok":true,"state":{…}}, see report.State
//	widgets          {"ok":true,"widgets":[…]}, rectangles in px of the window
//	costs            {"ok":true,"costs":{…}}, see costs
//	link             {"ok":true,"link":"…","whole":true}, see link.Of
//	lesson           {"ok":true,"lesson":{…}}, the chapters, see guide.View
//	open FILE        {"ok":true} or {"ok":false,"error":"…"}, see render.Game.Open
//	look LINE        {"ok":true} or {"ok":false,"error":"…"}, see scene.Scene.Look
//	looking          {"ok":true,"looking":{…}}, see looking
//	choose MODEL     {"ok":true} or {"ok":false,"error":"…"}, see render.Game.Choose
//	frame            {"ok":true,"pointer":{"x":…,"y":…}} once the next update has read keys
//	                 and mouse, which was there, in px of the window
//	export FORM [TRACE]  {"ok":true,"file":"…"} once it is written into the folder of -out
//	screenshot FILE  {"ok":true} once the next frame is in FILE, a PNG
//	anything else    is a command: {"ok":true} or {"ok":false,"error":"…"}
//
// The end of the input closes the window.
type remote struct {
	titled
	watch   observer
	lines   <-chan string // closed at the end of the input
	out     *json.Encoder
	picture string // file that waits for a picture of the next frame
	awaited int    // so many updates are to end before the next line is taken
}

// answer is what every line gets.
type answer struct {
	OK      bool          `json:"ok"`
	Error   string        `json:"error,omitempty"`
	State   *report.State `json:"state,omitempty"`
	Widgets []widget      `json:"widgets,omitempty"`
	Costs   *costs        `json:"costs,omitempty"`
	Looking *looking      `json:"looking,omitempty"`
	Lesson  *lesson.View  `json:"lesson,omitempty"`
	Link    *string       `json:"link,omitempty"`
	File    string        `json:"file,omitempty"`
	Whole   bool          `json:"whole,omitempty"`
	Lacks   string        `json:"lacks,omitempty"`
	Pointer *place        `json:"pointer,omitempty"`
}

// place is where the mouse is, in px of the window.
type place struct {
	X int `json:"x"`
	Y int `json:"y"`
}

func newRemote(player *timed.Player, game taught, save *saver, in io.Reader, out io.Writer) *remote {
	lines := make(chan string, 1) // it lies there when the window wakes
	go func() {
		defer wake()
		defer close(lines)
		for in := bufio.NewReaderSize(in, longestInput); ; {
			line, err := readLine(in)
			if err != nil {
				return
			}
			lines <- line
			wake()
		}
	}()
	return &remote{titled: titled{taught: game, save: save}, watch: observer{player: player, lessons: game.lessons}, lines: lines, out: json.NewEncoder(out)}
}

// longestInput is how many bytes of a line are read: more than any line may have, so that
// a longer one is refused as such.
const longestInput = 16 << 10

// readLine reads a line, or the beginning of a very long one.
func readLine(in *bufio.Reader) (string, error) {
	line, more, err := in.ReadLine()
	text := string(line)
	for more && err == nil {
		_, more, err = in.ReadLine()
	}
	if text != "" {
		err = nil
	}
	return text, err
}

// Update answers the lines that have come in, then does the game's update. A
// picture that is still to be taken keeps the lines behind it waiting, as does an
// update that is waited for.
func (r *remote) Update() error {
	for r.picture == "" && r.awaited == 0 {
		select {
		case line, open := <-r.lines:
			if !open {
				return ebiten.Termination
			}
			if err := r.take(line); err != nil {
				return err
			}
			continue
		default:
		}
		break
	}
	if err := r.titled.Update(); err != nil {
		return err
	}
	if r.picture != "" || r.awaited > 0 {
		r.sleep(false)
	}
	if r.awaited == 0 {
		return nil
	}
	if r.awaited--; r.awaited > 0 {
		return nil
	}
	x, y := ebiten.CursorPosition()
	return r.out.Encode(answer{OK: true, Pointer: &place{x, y}})
}

// take does what one line says and answers it, or leaves that to Draw.
func (r *remote) take(line string) error {
	switch verb, rest, _ := strings.Cut(strings.TrimSpace(line), " "); verb {
	case "state":
		state := r.watch.state()
		return r.out.Encode(answer{OK: true, State: &state})
	case "widgets":
		return r.out.Encode(answer{OK: true, Widgets: widgets(r.Game, r.lessons.Language, 0, 0)})
	case "costs":
		spent := costsOf(r.Game)
		return r.out.Encode(answer{OK: true, Costs: &spent})
	case "link":
		made := r.watch.link(r.Game)
		return r.out.Encode(answer{OK: true, Link: &made.Query, Whole: made.Whole, Lacks: made.Lacks()})
	case "lesson":
		view := r.lessons.View()
		return r.out.Encode(answer{OK: true, Lesson: &view})
	case "open":
		return r.reply(r.open(rest))
	case "look":
		return r.reply(r.Game.Look(rest))
	case "looking":
		at := lookingOf(r.Game)
		return r.out.Encode(answer{OK: true, Looking: &at})
	case "frame":
		r.awaited = 2 // this one, which had read them before, and the next
		return nil
	case "choose":
		return r.reply(r.Game.Choose(rest))
	case "export":
		form, trace, _ := strings.Cut(rest, " ")
		path, err := r.save.save(exports.Ask{Form: form, Trace: trace})
		if err != nil {
			return r.reply(err)
		}
		return r.out.Encode(answer{OK: true, File: path})
	case "screenshot":
		if r.picture = rest; rest == "" {
			return r.reply(fmt.Errorf("screenshot needs the name of a file"))
		}
		return nil
	}
	return r.reply(r.Game.Do(line))
}

// open opens a file as if it had been dropped on the window.
func (r *remote) open(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return r.Game.Open(filepath.Base(file), string(text))
}

func (r *remote) reply(err error) error {
	if err != nil {
		return r.out.Encode(answer{Error: err.Error()})
	}
	return r.out.Encode(answer{OK: true})
}

// Draw draws the game, and keeps a picture of it if one was asked for.
func (r *remote) Draw(screen *ebiten.Image) {
	r.Game.Draw(screen)
	if r.picture == "" {
		return
	}
	file := r.picture
	r.picture = ""
	r.reply(savePNG(file, screen))
}

// writePNG writes a picture whole or not at all, with a link in it unless that is "".
func writePNG(name string, picture image.Image, link string) error {
	var text bytes.Buffer
	if err := png.Encode(&text, picture); err != nil {
		return err
	}
	file := text.Bytes()
	if link != "" {
		var err error
		if file, err = pnglink.With(file, link); err != nil {
			return err
		}
	}
	return outfile.Write(name, file)
}

func savePNG(name string, screen *ebiten.Image) error {
	pixels := image.NewRGBA(screen.Bounds())
	screen.ReadPixels(pixels.Pix)
	return writePNG(name, pixels, "")
}

//go:build !js

package main

import (
	"errors"
	"fmt"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fanout/cmd/playground/internal/exports"
	"fanout/cmd/playground/internal/outfile"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/render/scene"
	"fanout/sim/exact"
)

// saveStep is how long a window writes at a time before it draws the next frame.
const saveStep = 8 * time.Millisecond

// saver writes what a person takes out of a window into one folder, which is asked for once.
type saver struct {
	exports *exports.Exports
	player  *timed.Player
	watch   observer
	game    *render.Game
	now     func() time.Duration
	folder  string                 // "" until it is known
	ask     func() (string, error) // asks for it, and may take as long as a person does

	asked  chan folderAnswer // of that; nil while nobody is asked
	wanted func()            // what is done once the folder is known
	next   func()            // what is done after this update, when pictures can be taken
	file   *outfile.File     // that is being written, nil for none
	path   string            // its name
	bytes  int
}

type folderAnswer struct {
	folder string
	err    error
}

func newSaver(player *timed.Player, folder string) *saver {
	return &saver{exports: exports.New(player), player: player, watch: observer{player: player}, now: stopwatch(), folder: folder, ask: askFolder}
}

// busy reports whether the next update has something to do for it.
func (s *saver) busy() bool { return s.file != nil || s.asked != nil || s.next != nil }

// offer shows what can be taken.
func (s *saver) offer() {
	m := &scene.Menu{Title: "Export", Lines: []string{s.exports.Kept().Sentence, s.where()}, Choose: s.chosen}
	for _, r := range exports.Rows() {
		if r.Name == exports.Picture {
			for scale := 1; scale <= 3; scale++ {
				m.Items = append(m.Items, scene.MenuItem{ID: fmt.Sprint(r.Name, ".", scale), Label: r.Title, Detail: fmt.Sprint(scale, "×")})
			}
			continue
		}
		m.Items = append(m.Items, scene.MenuItem{ID: r.Name, Label: r.Title, Detail: r.For})
	}
	s.game.Offer(m)
}

// where says where files go.
func (s *saver) where() string {
	if s.folder == "" {
		return "You choose a folder first."
	}
	return "Files go to " + s.folder + "."
}

// chosen goes on with a row of the first menu.
func (s *saver) chosen(id string) {
	if scale, ok := strings.CutPrefix(id, exports.Picture+"."); ok {
		s.withFolder(func() { s.next = func() { s.picture(float64(scale[0] - '0')) } })
		return
	}
	for _, r := range exports.Rows() {
		if r.Name == id && r.OfState {
			s.begin(exports.Ask{Form: id})
		} else if r.Name == id {
			s.offerParts(r)
		}
	}
}

// tracesOffered is how many traces there are to choose from, and lastly the stretch of
// virtual time before the present that can be chosen.
const tracesOffered, lastly = 4, time.Second

// offerParts shows what of the spans can be taken.
func (s *saver) offerParts(r exports.Row) {
	asks := []exports.Ask{{Form: r.Name}}
	m := &scene.Menu{Title: r.Title, Lines: []string{s.where()}, Items: []scene.MenuItem{{ID: "0", Label: "All that is kept"}}}
	offer := func(ask exports.Ask, label, detail string) {
		m.Items = append(m.Items, scene.MenuItem{ID: fmt.Sprint(len(asks)), Label: label, Detail: detail})
		asks = append(asks, ask)
	}
	if from := s.player.Now() - lastly; from > 0 {
		offer(exports.Ask{Form: r.Name, From: from.String()}, "The last second", "from "+from.Round(time.Millisecond).String())
	}
	for _, t := range s.exports.Traces(tracesOffered) {
		label := "One trace"
		if t.Message > 0 {
			label = fmt.Sprintf("Trace of message #%d", t.Message)
		}
		offer(exports.Ask{Form: r.Name, Trace: t.ID}, label, fmt.Sprintf("%s spans, from %v", exact.Thousands(int64(t.Spans)), time.Duration(t.At).Round(time.Millisecond)))
	}
	m.Choose = func(id string) {
		for i, ask := range asks {
			if id == fmt.Sprint(i) {
				s.begin(ask)
			}
		}
	}
	s.game.Offer(m)
}

// compared writes what two histories side by side differ in.
func (s *saver) compared() { s.begin(exports.Ask{Form: exports.Comparison}) }

// begin begins to write an export once the folder is known.
func (s *saver) begin(ask exports.Ask) {
	s.withFolder(func() {
		if err := s.start(ask); err != nil {
			s.fail(err)
		}
	})
}

// withFolder does something once the folder is known, which a person is asked for.
func (s *saver) withFolder(do func()) {
	switch {
	case s.folder != "":
		do()
	case s.asked != nil:
		s.fail(errors.New("a folder is being asked for already"))
	default:
		s.wanted, s.asked = do, make(chan folderAnswer, 1)
		go func(to chan<- folderAnswer) {
			folder, err := s.ask()
			to <- folderAnswer{folder, err}
		}(s.asked)
	}
}

// start opens the file and begins to write into it.
func (s *saver) start(ask exports.Ask) error {
	what, err := s.exports.Begin(ask)
	if err != nil {
		return err
	}
	path := free(filepath.Join(s.folder, what.Name))
	file, err := outfile.Create(path)
	if err != nil {
		s.exports.Stop()
		return err
	}
	s.file, s.path, s.bytes = file, path, 0
	return nil
}

// free is a name that no file has: the given one, or that with a number.
func free(path string) string {
	stem, extension, _ := strings.Cut(filepath.Base(path), ".")
	if i := strings.LastIndex(filepath.Base(path), "s."); i >= 0 { // times have points
		stem, extension = filepath.Base(path)[:i+1], filepath.Base(path)[i+2:]
	}
	for i := 2; ; i++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) || i > 999 {
			return path
		}
		path = filepath.Join(filepath.Dir(path), fmt.Sprintf("%s-%d.%s", stem, i, extension))
	}
}

// update goes on with what is under way.
func (s *saver) update() {
	if next := s.next; next != nil {
		s.next = nil
		next()
	}
	select {
	case a := <-s.asked:
		do := s.wanted
		s.asked, s.wanted = nil, nil
		if s.folder = a.folder; a.err != nil {
			s.fail(a.err)
			return
		}
		do()
	default:
	}
	if s.file == nil {
		return
	}
	end := s.now() + saveStep
	done, err := s.step(func() bool { return s.now() >= end })
	switch {
	case err != nil:
		s.fail(err)
	case done:
		s.game.Note(s.saved())
	}
}

// step writes on until over, and gives the file its name when all is there.
func (s *saver) step(over func() bool) (done bool, err error) {
	written, done, err := s.exports.Step(over)
	if err == nil {
		s.bytes += len(written)
		_, err = s.file.Write(written)
	}
	if err == nil && done {
		err = s.file.Commit()
	}
	if err != nil {
		s.exports.Stop()
		s.file.Discard()
	}
	if err != nil || done {
		s.file = nil
	}
	return done, err
}

// save writes an export at once and returns its path.
func (s *saver) save(ask exports.Ask) (path string, err error) {
	if s.folder == "" {
		return "", errors.New("export: there is no folder for it; expected -out on the command line")
	}
	if err := s.start(ask); err != nil {
		return "", err
	}
	_, err = s.step(func() bool { return false })
	return s.path, err
}

// picture writes a picture of what is seen.
func (s *saver) picture(scale float64) {
	query := s.watch.link(s.game).Query
	shot := render.Shot(s.game, scale, &scene.Caption{Link: linkCommand(query)})
	pixels := image.NewRGBA(shot.Bounds())
	shot.ReadPixels(pixels.Pix)
	shot.Deallocate()
	s.path = free(filepath.Join(s.folder, s.exports.PictureName()))
	if err := writePNG(s.path, pixels, query); err != nil {
		s.fail(err)
		return
	}
	s.bytes = 0
	if info, err := os.Stat(s.path); err == nil {
		s.bytes = int(info.Size())
	}
	s.game.Note(s.saved())
}

func (s *saver) saved() string {
	return fmt.Sprintf("Saved as %s, %.1f MB.", s.path, float64(s.bytes)/1e6)
}

// fail says why nothing was saved.
func (s *saver) fail(err error) { s.game.Tell(fmt.Sprintf("Nothing was saved: %v.", err)) }

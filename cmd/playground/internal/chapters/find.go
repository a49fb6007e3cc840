package chapters

import (
	"fmt"
	"slices"
	"strconv"

	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/textfiles"
	"fanout/sim"
	"fanout/sim/chapter"
)

// All lists the chapters that come with the program, model by model.
func All() (all []*chapter.Chapter) {
	for _, m := range models.All() {
		all = append(all, chapter.Of(m)...)
	}
	return all
}

// kind is what chapters are as files.
func kind() *textfiles.Kind[*chapter.Chapter] {
	return &textfiles.Kind[*chapter.Chapter]{
		Word: "chapter", Longest: chapter.Longest, All: All, Parse: chapter.Parse, Find: numbered,
		Name: func(c *chapter.Chapter) string { return c.Name },
		Text: func(c *chapter.Chapter) string { return c.File },
	}
}

// numbered finds one that comes with the program by its number, as in an address.
func numbered(number string) (*chapter.Chapter, error) {
	all := All()
	if i := slices.IndexFunc(all, func(c *chapter.Chapter) bool { return strconv.Itoa(c.Number) == number }); i >= 0 {
		return all[i], nil
	}
	return nil, fmt.Errorf("chapter %q does not exist; expected a number from 0 to %d", sim.Clip(number), len(all)-1)
}

// Find reads all that is named, each a file, or the number or the beginning of the name of
// a chapter that comes with the program. If anything is wrong with any of them it returns
// none, and an error that tells all of it, a line for each.
func Find(names []string) ([]*chapter.Chapter, error) { return kind().Named(names) }

// FindOne is Find for one name. own says that the chapter comes with the program; byNumber
// that only the number of one that does will do.
func FindOne(name string, byNumber bool) (c *chapter.Chapter, own bool, err error) {
	if byNumber {
		c, err = numbered(name)
		return c, err == nil, err
	}
	return kind().One(name)
}

// Parse reads a chapter of the model that it says it is for, or else of the default one.
func Parse(name, text string) (*chapter.Chapter, error) { return kind().Read(name, text) }

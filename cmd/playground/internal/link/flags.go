package link

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"fanout/cmd/playground/internal/models"
	"fanout/sim"
)

// notSet are names that a link has and -set does not, and what to use instead.
var notSet = map[string]string{
	"model":  "expected -model %s",
	"seed":   "expected -seed %s",
	"t":      "expected -for %s, or -at %[2]s of a picture",
	"do":     "a scenario file has commands and times, and a picture has -do%.0s",
	"speed":  "a run goes as fast as it can, and a window has it in its bar%.0s",
	"paused": "a run goes as fast as it can, and a picture stands still%.0s",
}

// Setting is the line of the grammar that gives a setting or a price a value. It refuses
// what a link can also say, and is no setting.
func Setting(m *sim.Model, name, value string) (string, error) {
	if instead, ok := notSet[name]; ok {
		return "", fmt.Errorf("%s is no setting; "+instead, name, sim.Clip(value))
	}
	return Command(m, name, value)
}

// Flags adds -model, -seed and -set to flags and returns a function that, once they are
// parsed, gives the model and the command lines that start such a history. named says
// that -model was given.
func Flags(flags *flag.FlagSet) func() (m *sim.Model, named bool, lines []string, err error) {
	model := models.Flag(flags)
	seed := flags.Uint64("seed", sim.DefaultSeed, "`number` that the history starts from")
	var given [][2]string
	flags.Func("set", "`name=value` of a setting; may be repeated", func(pair string) error {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return errors.New("want name=value, such as head.rate=1%")
		}
		given = append(given, [2]string{name, value})
		_, err := Setting(models.Default(), name, value)
		return err
	})
	return func() (m *sim.Model, named bool, lines []string, err error) {
		if m, named, err = model(); err != nil {
			return nil, false, nil, err
		}
		var settings []string
		for _, pair := range given {
			line, err := Setting(m, pair[0], pair[1])
			if err != nil {
				return nil, false, nil, err
			}
			settings = append(settings, line)
		}
		return m, named, Start(fmt.Sprintf("seed %d", *seed), settings), nil
	}
}

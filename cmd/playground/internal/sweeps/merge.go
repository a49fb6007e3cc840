package sweeps

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"

	"fanout/cmd/playground/internal/args"
	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/outfile"
	"fanout/cmd/playground/internal/output"
	"fanout/sim/sweep"
)

const mergeUsage = `usage: playground sweep merge [flags] FILE...

Puts the parts of a sweep together, one file from each -shard, in any order, and prints
the result of the whole.

`

// merge is `playground sweep merge`.
func merge(words []string, stdout io.Writer, tell func(error)) int {
	flags := flag.NewFlagSet("playground sweep merge", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var o output.Output
	o.Register(flags)
	names, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		args.Help(stdout, flags, mergeUsage, "sweep merge -o sweep.csv part1 part2 part3")
		return 0
	}
	if err == nil {
		err = o.Check()
	}
	var r *sweep.Result
	if err == nil {
		r, err = mergeFiles(names, o.Path)
	}
	if err == nil {
		err = o.Open()
	}
	if err != nil {
		tell(fmt.Errorf("merge: %w", err))
		return 2
	}
	defer o.Discard()
	return interrupt.Status(o.Write(stdout, result{r}), tell)
}

// mergeFiles reads parts and adds them up. The result is to be written to a file that is
// none of them.
func mergeFiles(names []string, to string) (*sweep.Result, error) {
	if len(names) == 0 {
		return nil, errors.New("no file is named; expected the parts of a sweep")
	}
	var parts []*part
	for _, name := range names {
		if to != "" && outfile.Same(to, name) {
			return nil, fmt.Errorf("-o %s would take the place of the part %s; expected another file", to, name)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		p, err := readPart(name, text)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return mergeParts(parts)
}

// mergeParts adds up the parts of one sweep, each of which must be there once.
func mergeParts(parts []*part) (*sweep.Result, error) {
	first := parts[0]
	have := make([]*part, first.Of)
	for _, p := range parts {
		if field := differs(&first.of, &p.of); field != "" {
			return nil, fmt.Errorf("%s is a part of another sweep than %s: %s; expected parts of one sweep", p.name, first.name, field)
		}
		if other := have[p.Shard-1]; other != nil {
			return nil, fmt.Errorf("%s is shard %d of %d, and so is %s; expected each shard once", p.name, p.Shard, p.Of, other.name)
		}
		have[p.Shard-1] = p
	}
	var missing []string
	sum := sweep.NewResult(first.result.Sweep)
	for i, p := range have {
		if p == nil {
			missing = append(missing, fmt.Sprint(i+1))
			continue
		}
		sum.Merge(p.result)
	}
	if n := len(missing); n > 0 {
		const most = 5
		list := strings.Join(missing[:min(n, most)], ", ")
		if n > most {
			list += fmt.Sprintf(" and %d more", n-most)
		}
		return nil, fmt.Errorf("of %d shards these are missing: %s; expected all of them", first.Of, list)
	}
	return sum, nil
}

// differs says in which field two parts are not of one sweep, "" if they are.
func differs(a, b *of) string {
	x, y := reflect.ValueOf(*a), reflect.ValueOf(*b)
	for i := range x.NumField() {
		one, _ := json.Marshal(x.Field(i).Interface())
		other, _ := json.Marshal(y.Field(i).Interface())
		if string(one) != string(other) {
			name, _, _ := strings.Cut(x.Type().Field(i).Tag.Get("json"), ",")
			return fmt.Sprintf("%s is %s there and %s here", name, clip(one), clip(other))
		}
	}
	return ""
}

// clip keeps a value of a part readable.
func clip(text []byte) string {
	const most = 60
	if r := []rune(string(text)); len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(text)
}

package sweeps

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"time"

	"fanout/cmd/playground/internal/models"
	"fanout/sim"
	"fanout/sim/readout"
	"fanout/sim/stats"
	"fanout/sim/sweep"
)

// A part file is what one shard of a sweep has found: lines of JSON. The first one says of
// which sweep it is and which shard, then there is one for each point with the sums of all
// metrics, exactly, and the last one closes the file with a checksum of the others.

// magic and form are how a part file begins.
const (
	magic = "part of a sweep"
	form  = 1
)

// header is the first line of a part file.
type header struct {
	Playground string `json:"playground"`
	Form       int    `json:"form"`
	Shard      int    `json:"shard"` // from 1
	of
}

// of is which sweep a part is of: it is the same in all of them.
type of struct {
	Of       int                `json:"of"` // how many shards there are
	Program  string             `json:"program"`
	Model    string             `json:"model"`
	Setup    []string           `json:"setup"`
	Commands []readout.LogEntry `json:"commands"`
	Axes     []sweep.Axis       `json:"axes"`
	Metrics  []string           `json:"metrics"`
	First    uint64             `json:"firstSeed,string"`
	Seeds    int                `json:"seeds"`
	Length   time.Duration      `json:"lengthNs"`
}

// footer is the last line of a part file.
type footer struct {
	Points int    `json:"points"`
	CRC    string `json:"crc32"` // of all lines before, IEEE, 8 hexadecimal digits
}

// writePart writes what one shard of so many has found.
func writePart(w io.Writer, r *sweep.Result, shard, shards int, program string) error {
	p := r.Sweep.Plan()
	var lines bytes.Buffer
	out := json.NewEncoder(&lines)
	out.SetEscapeHTML(false)
	err := out.Encode(header{magic, form, shard + 1, of{
		shards, program, p.Base.Model.Name, p.Base.Setup, p.Base.Commands, p.Axes, p.Metrics, p.First, p.Seeds, p.Length,
	}})
	for i := 0; i < len(r.Cells) && err == nil; i++ {
		cells := make([]*stats.Sample, len(r.Cells[i]))
		for k := range cells {
			cells[k] = &r.Cells[i][k]
		}
		err = out.Encode(cells)
	}
	if err == nil {
		err = out.Encode(footer{len(r.Cells), checksum(lines.Bytes())})
	}
	if err == nil {
		_, err = lines.WriteTo(w)
	}
	return err
}

func checksum(text []byte) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE(text)) }

// part is a part file that has been read.
type part struct {
	name string
	header
	result *sweep.Result
}

// readPart reads a part file. The error is one sentence that begins with its name.
func readPart(name string, text []byte) (*part, error) {
	p := &part{name: name}
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	if err := json.Unmarshal(first, &p.header); err != nil || p.Playground != magic {
		return nil, fmt.Errorf("%s is no part of a sweep; expected a file that -shard wrote", name)
	}
	if p.Form != form {
		return nil, fmt.Errorf("%s is a part of form %d, from another version of the program; expected form %d", name, p.Form, form)
	}
	end := bytes.LastIndexByte(bytes.TrimRight(text, "\n"), '\n') + 1
	var last footer
	if err := json.Unmarshal(text[end:], &last); err != nil || end <= len(first) || last.CRC != checksum(text[:end]) {
		return nil, fmt.Errorf("%s was cut off or changed: its checksum is not that of its contents; expected the whole file", name)
	}
	s, err := p.sweep()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p.result = sweep.NewResult(s)
	lines := json.NewDecoder(bytes.NewReader(rest))
	for i := range p.result.Cells {
		cells := &p.result.Cells[i]
		if err := lines.Decode(cells); err != nil || len(*cells) != len(p.Metrics) {
			return nil, fmt.Errorf("%s: line %d does not have the sums of %d metrics", name, i+2, len(p.Metrics))
		}
	}
	if p.Shard < 1 || p.Shard > p.Of || p.Of > mostShards {
		return nil, fmt.Errorf("%s is shard %d of %d; expected one from 1 on, of at most %d", name, p.Shard, p.Of, mostShards)
	}
	return p, nil
}

// sweep is the one that the part is of.
func (p *part) sweep() (*sweep.Sweep, error) {
	m, err := models.Find(p.Model)
	if err != nil {
		return nil, err
	}
	return sweep.New(sweep.Plan{
		Base: sim.History{Model: m, Setup: p.Setup, Commands: p.Commands, Whole: true},
		Axes: p.Axes, Metrics: p.Metrics, First: p.First, Seeds: p.Seeds, Length: p.Length,
	})
}

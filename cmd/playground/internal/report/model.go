package report

import (
	"fanout/sim"
	"fanout/sim/setting"
)

// Model is a model's tables as scripts see them: what a form needs to be made of.
type Model struct {
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	About    string    `json:"about"`
	Services []Titled  `json:"services"`
	Settings []Setting `json:"settings"`
	Commands []Line    `json:"commands"` // that have a button
	Lists    []List    `json:"lists"`
}

// Titled is a row with a name for programs and one for people.
type Titled struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// Setting is one setting.
type Setting struct {
	Key     string   `json:"key"`
	Label   string   `json:"label"`
	Group   string   `json:"group"`
	Doc     string   `json:"doc"`
	Kind    string   `json:"kind"` // number, rate, share, duration, switch or choice
	Expect  string   `json:"expect"`
	Choices []string `json:"choices"`
	Words   []string `json:"words"`   // the choices for people
	Derived string   `json:"derived"` // the choice that follows from other settings, "" for none
}

// Line is a command that can be given as it stands.
type Line struct {
	Line   string `json:"line"`
	Button string `json:"button"`
	Doc    string `json:"doc"`
}

// List is a price list.
type List struct {
	Name     string `json:"name"`
	Doc      string `json:"doc"`
	Measured bool   `json:"measured"` // it has to be measured first
}

var kinds = [...]string{setting.KindNumber: "number", setting.KindRate: "rate", setting.KindShare: "share",
	setting.KindDuration: "duration", setting.KindSwitch: "switch", setting.KindChoice: "choice"}

// ModelOf is what a script gets to see of a model.
func ModelOf(m *sim.Model) Model {
	out := Model{Name: m.Name, Title: m.Title, About: m.About, Commands: []Line{}}
	for _, v := range m.Services {
		out.Services = append(out.Services, Titled{v.Name, v.Title})
	}
	for _, k := range m.Settings {
		out.Settings = append(out.Settings, Setting{Key: k.Key, Label: k.Label, Group: k.Group, Doc: k.Doc, Kind: kinds[k.Kind],
			Expect: k.Expect, Choices: append([]string{}, k.Choices...), Words: append([]string{}, k.Spoken()...), Derived: k.Derived})
	}
	for _, c := range m.Commands {
		if c.Button != "" {
			out.Commands = append(out.Commands, Line{c.Example, c.Button, c.Doc})
		}
	}
	for _, l := range m.Lists {
		out.Lists = append(out.Lists, List{l.Name, l.Doc, l.Prices == nil})
	}
	return out
}

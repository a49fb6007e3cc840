package sim

import (
	"fmt"
	"slices"
	"strings"

	"fanout/sim/setting"
)

// Setting is the row of a key, nil if there is none.
func (m *Model) Setting(key string) *setting.Setting {
	for i := range m.Settings {
		if m.Settings[i].Key == key {
			return &m.Settings[i]
		}
	}
	return nil
}

// Assign is the line of the grammar that gives a setting, or a price as "cost.OPERATION", a
// value. Whether it makes sense is for the grammar to say.
func (m *Model) Assign(name, value string) string {
	if op, ok := strings.CutPrefix(name, "cost."); ok {
		return "cost " + op + " " + value
	}
	if name == "costs" {
		return "costs " + value
	}
	if k := m.Setting(name); k != nil && k.Kind == setting.KindSwitch {
		return "toggle " + name + " " + value
	}
	return "set " + name + " " + value
}

// change sets one key and says in one sentence what is wrong with a value.
func (m *Model) change(settings any, key, value string) (next any, err error) {
	k := m.Setting(key)
	if k == nil {
		return settings, fmt.Errorf("set %s: there is no such setting in the model %s; expected one of %s", key, m.Name, settingNames(m))
	}
	next, ok := k.Set(settings, value)
	if !ok {
		return settings, fmt.Errorf("%s: %q is not possible; expected %s", key, value, k.Expect)
	}
	return next, nil
}

// settingNames lists the settings of some kinds, all if none is named.
func settingNames(m *Model, kinds ...setting.Kind) string {
	var names []string
	for i := range m.Settings {
		if len(kinds) == 0 || slices.Contains(kinds, m.Settings[i].Kind) {
			names = append(names, m.Settings[i].Key)
		}
	}
	return strings.Join(names, ", ")
}

// lines is the commands that turn the default setup into s.
func (m *Model) lines(s setup) []string {
	var out []string
	have := m.Default
	for i := range m.Settings {
		k := &m.Settings[i]
		v := k.Text(s.settings)
		if v == k.Text(have) || k.Derived != "" && v == k.Derived {
			continue
		}
		verb := "set "
		if k.Kind == setting.KindSwitch {
			verb = "toggle "
		}
		out = append(out, verb+k.Key+" "+v)
		have, _ = k.Set(have, v)
	}
	return append(out, s.costs.lines(m)...)
}

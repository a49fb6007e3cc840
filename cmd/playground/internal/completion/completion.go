// Package completion writes the scripts with which shells complete the playground's
// command lines: `playground completion`.
package completion

import (
	"fmt"
	"io"
	"strings"
)

// Program is what a shell can complete.
type Program struct {
	Name     string
	Commands []Command
	Settings []Setting // what -set takes, and flags whose value are settings
	Metrics  []string  // what -metric takes
}

// Command is a subcommand.
type Command struct {
	Name, Doc string
	Verbs     []string // words of which the first argument is one, if any
	Names     []string // that the arguments may be, besides files; nil if they are something else
	Flags     []Flag
}

// Flag is a flag of a subcommand.
type Flag struct {
	Name, Doc string
	Value     string // what it takes, "" if nothing
}

// Setting is a name and, if they can be listed, its values.
type Setting struct {
	Name   string
	Values []string
}

// Shells lists the shells that there are scripts for.
func Shells() []string { return []string{"bash", "zsh", "fish"} }

// Write writes the script for a shell, which must be one of Shells.
func Write(w io.Writer, shell string, p *Program) error {
	write := map[string]func(*Program) string{"bash": bash, "zsh": zsh, "fish": fish}[shell]
	_, err := io.WriteString(w, write(p))
	return err
}

// FlagsIn reads the flags out of what package flag prints as help.
func FlagsIn(help string) (flags []Flag) {
	for line := range strings.Lines(help) {
		line = strings.TrimRight(line, "\n")
		if text, ok := strings.CutPrefix(line, "  -"); ok {
			// A one-letter flag has its text on the same line.
			text, doc, _ := strings.Cut(text, "\t")
			name, value, _ := strings.Cut(text, " ")
			flags = append(flags, Flag{Name: name, Value: value, Doc: doc})
		} else if doc, ok := strings.CutPrefix(line, "    \t"); ok && len(flags) > 0 {
			f := &flags[len(flags)-1]
			f.Doc = strings.TrimSpace(f.Doc + " " + doc)
		}
	}
	return flags
}

// takesFile reports whether the value of a flag is a path.
func (f *Flag) takesFile() bool { return f.Value == "file" || f.Value == "folder" }

// takesSettings reports whether the value of a flag is a setting and its value.
func (f *Flag) takesSettings() bool { return f.Name == "set" || f.Value == "settings" }

// takesMetrics reports whether the value of a flag is the name of a metric.
func (f *Flag) takesMetrics() bool { return f.Name == "metric" }

func (p *Program) commandNames() (names []string) {
	for _, c := range p.Commands {
		names = append(names, c.Name)
	}
	return names
}

func (c *Command) flagNames() (names []string) {
	for _, f := range c.Flags {
		names = append(names, "-"+f.Name)
	}
	return names
}

// quoted puts text between single quotes, as all three shells read them.
func quoted(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// short is the part of a text that fits beside a word in a list.
func short(doc string) string {
	const most = 72
	if r := []rune(doc); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return doc
}

func bash(p *Program) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# bash completion for %[1]s; to use it: source <(%[1]s completion bash)\n\n", p.Name)
	fmt.Fprintf(&b, "_%s() {\n", p.Name)
	b.WriteString("\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= files=\n")
	b.WriteString("\tCOMPREPLY=()\n\tif ((COMP_CWORD == 1)); then\n")
	fmt.Fprintf(&b, "\t\tCOMPREPLY=($(compgen -W %s -- \"$cur\"))\n\t\treturn\n\tfi\n", quoted(strings.Join(p.commandNames(), " ")))
	b.WriteString("\t# In \"-set key=value\", = is a separate word to bash.\n\tlocal key=\n")
	b.WriteString("\tif [[ $cur == = ]]; then key=$prev cur=\n\telif [[ $prev == = ]]; then key=${COMP_WORDS[COMP_CWORD-2]}\n\tfi\n")
	b.WriteString("\tif [[ -n $key ]]; then\n\t\tcase $key in\n")
	for _, s := range p.Settings {
		if len(s.Values) > 0 {
			fmt.Fprintf(&b, "\t\t%s) words=%s ;;\n", s.Name, quoted(strings.Join(s.Values, " ")))
		}
	}
	b.WriteString("\t\tesac\n\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n\t\treturn\n\tfi\n")
	var keys []string
	for _, s := range p.Settings {
		keys = append(keys, s.Name+"=")
	}
	fmt.Fprintf(&b, "\tlocal settings=%s\n\tlocal metrics=%s\n", quoted(strings.Join(keys, " ")), quoted(strings.Join(p.Metrics, " ")))
	b.WriteString("\tcase ${COMP_WORDS[1]}$prev in\n")
	for _, c := range p.Commands {
		for _, f := range c.Flags {
			switch {
			case f.takesSettings():
				fmt.Fprintf(&b, "\t%[1]s-%[2]s | %[1]s--%[2]s)\n\t\tCOMPREPLY=($(compgen -W \"$settings\" -- \"$cur\"))\n\t\tcompopt -o nospace 2>/dev/null\n\t\treturn\n\t\t;;\n", c.Name, f.Name)
			case f.takesMetrics():
				fmt.Fprintf(&b, "\t%[1]s-%[2]s | %[1]s--%[2]s)\n\t\tCOMPREPLY=($(compgen -W \"$metrics\" -- \"$cur\"))\n\t\treturn\n\t\t;;\n", c.Name, f.Name)
			case f.takesFile():
				fmt.Fprintf(&b, "\t%[1]s-%[2]s | %[1]s--%[2]s)\n\t\tcompopt -o default 2>/dev/null\n\t\treturn\n\t\t;;\n", c.Name, f.Name)
			case f.Value != "":
				fmt.Fprintf(&b, "\t%[1]s-%[2]s | %[1]s--%[2]s) return ;;\n", c.Name, f.Name)
			}
		}
	}
	b.WriteString("\tesac\n\tcase ${COMP_WORDS[1]} in\n")
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "\t%s)\n\t\twords=%s\n", c.Name, quoted(strings.Join(c.flagNames(), " ")))
		if len(c.Verbs) > 0 {
			fmt.Fprintf(&b, "\t\tif ((COMP_CWORD == 2)); then words+=%s; fi\n", quoted(" "+strings.Join(c.Verbs, " ")))
		}
		if len(c.Names) > 0 {
			first := 2
			if len(c.Verbs) > 0 {
				first = 3
			}
			fmt.Fprintf(&b, "\t\tif ((COMP_CWORD >= %d)); then words+=%s files=yes; fi\n", first, quoted(" "+strings.Join(c.Names, " ")))
		}
		b.WriteString("\t\t;;\n")
	}
	b.WriteString("\tesac\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n")
	b.WriteString("\tif [[ -n $files && $cur != -* ]]; then\n\t\tcompopt -o filenames 2>/dev/null\n\t\tCOMPREPLY+=($(compgen -f -- \"$cur\"))\n\tfi\n")
	fmt.Fprintf(&b, "}\n\ncomplete -F _%[1]s %[1]s\n", p.Name)
	return b.String()
}

func zsh(p *Program) string {
	// In the specifications of _arguments and _describe a colon parts fields, and
	// brackets hold a text.
	escaped := strings.NewReplacer(`\`, `\\`, ":", `\:`, "[", `\[`, "]", `\]`)
	var b strings.Builder
	fmt.Fprintf(&b, "#compdef %[1]s\n# zsh completion for %[1]s; to use it: source <(%[1]s completion zsh)\n\n", p.Name)
	fmt.Fprintf(&b, "_%s_set() {\n\tif compset -P '*='; then\n\t\tcase ${IPREFIX%%=} in\n", p.Name)
	for _, s := range p.Settings {
		if len(s.Values) > 0 {
			fmt.Fprintf(&b, "\t\t%s) compadd -- %s ;;\n", s.Name, strings.Join(s.Values, " "))
		}
	}
	b.WriteString("\t\tesac\n\telse\n\t\tcompadd -S = --")
	for _, s := range p.Settings {
		b.WriteString(" " + s.Name)
	}
	b.WriteString("\n\tfi\n}\n\n")
	for _, c := range p.Commands {
		if len(c.Names) > 0 {
			fmt.Fprintf(&b, "_%s_%s_names() {\n\tcompadd -- %s\n\t_files\n}\n\n", p.Name, c.Name, strings.Join(c.Names, " "))
		}
	}
	fmt.Fprintf(&b, "_%s() {\n\tlocal -a commands\n\tcommands=(\n", p.Name)
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "\t\t%s\n", quoted(c.Name+":"+escaped.Replace(c.Doc)))
	}
	b.WriteString("\t)\n\tif ((CURRENT == 2)); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n\tshift words\n\t((CURRENT--))\n\tcase $words[1] in\n")
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "\t%s)\n\t\t_arguments", c.Name)
		for _, f := range c.Flags {
			spec := "-" + f.Name + "[" + escaped.Replace(short(f.Doc)) + "]"
			switch {
			case f.takesSettings():
				spec = "*" + spec + ":setting:_" + p.Name + "_set"
			case f.takesMetrics():
				spec = "*" + spec + ":metric:(" + strings.Join(p.Metrics, " ") + ")"
			case f.takesFile():
				spec += ":" + f.Value + ":_files"
			case f.Value != "":
				spec += ":" + escaped.Replace(f.Value) + ":"
			}
			fmt.Fprintf(&b, " \\\n\t\t\t%s", quoted(spec))
		}
		if len(c.Verbs) > 0 {
			fmt.Fprintf(&b, " \\\n\t\t\t%s", quoted("1:command:("+strings.Join(c.Verbs, " ")+")"))
		}
		if len(c.Names) > 0 {
			fmt.Fprintf(&b, " \\\n\t\t\t%s", quoted("*:name:_"+p.Name+"_"+c.Name+"_names"))
		}
		b.WriteString("\n\t\t;;\n")
	}
	fmt.Fprintf(&b, "\tesac\n}\n\ncompdef _%[1]s %[1]s\n", p.Name)
	return b.String()
}

func fish(p *Program) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# fish completion for %[1]s; to use it: %[1]s completion fish | source\n\n", p.Name)
	fmt.Fprintf(&b, "complete -c %s -f\n", p.Name)
	for _, c := range p.Commands {
		fmt.Fprintf(&b, "complete -c %s -n __fish_use_subcommand -a %s -d %s\n", p.Name, c.Name, quoted(c.Doc))
	}
	var settings []string
	for _, s := range p.Settings {
		if len(s.Values) == 0 {
			settings = append(settings, s.Name+"=")
		}
		for _, v := range s.Values {
			settings = append(settings, s.Name+"="+v)
		}
	}
	for _, c := range p.Commands {
		head := fmt.Sprintf("complete -c %s -n '__fish_seen_subcommand_from %s'", p.Name, c.Name)
		for _, f := range c.Flags {
			fmt.Fprintf(&b, "%s -o %s -d %s", head, f.Name, quoted(short(f.Doc)))
			switch {
			case f.takesMetrics():
				fmt.Fprintf(&b, " -x -a %s", quoted(strings.Join(p.Metrics, " ")))
			case f.takesSettings():
				fmt.Fprintf(&b, " -x -a %s", quoted(strings.Join(settings, " ")))
			case f.takesFile():
				b.WriteString(" -r -F")
			case f.Value != "":
				b.WriteString(" -x")
			}
			b.WriteString("\n")
		}
		if len(c.Verbs) > 0 {
			fmt.Fprintf(&b, "%s -a %s\n", head, quoted(strings.Join(c.Verbs, " ")))
		}
		if len(c.Names) > 0 {
			fmt.Fprintf(&b, "%s -F -a %s\n", head, quoted(strings.Join(c.Names, " ")))
		}
	}
	return b.String()
}

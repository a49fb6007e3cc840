package main

import (
	"fmt"
	"html"
	"strings"

	"fanout/render/scene"
)

// wordsOf are the introductions and the tables of signs and keys of all models as HTML. The page
// shows those of the one that is seen: the first, to begin with.
func wordsOf(all []scene.Entry) (introductions, keys string) {
	var sections, tables []string
	for i, e := range all {
		of := fmt.Sprintf(" data-of=%q", e.Model.Name)
		if i > 0 {
			of += " hidden"
		}
		sections = append(sections, section(of, e.Words.Introduction))
		tables = append(tables, "    <tbody"+of+">\n"+signTable(e.Words.AllSigns("TAB"))+keyTable(e.Words.Keys())+"\n    </tbody>")
	}
	return strings.Join(sections, "\n"), strings.Join(tables, "\n")
}

// section is a text of the picture's left rail as HTML, so that page and window
// say the same.
func section(attributes string, p scene.Prose) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  <section"+attributes+">\n    <h2>%s</h2>\n", inline(p.Title))
	for _, text := range p.Paragraphs {
		fmt.Fprintf(&b, "    <p>%s</p>\n", inline(text))
	}
	fmt.Fprintf(&b, "    <h3>Now try</h3>\n    <p>%s</p>\n  </section>", inline(p.Try))
	return b.String()
}

// inline escapes a text and turns *words* into <b>words</b>.
func inline(text string) string {
	parts := strings.Split(html.EscapeString(text), "*")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = "<b>" + parts[i] + "</b>"
	}
	return strings.Join(parts, "")
}

// signTable is the rows of a table of signs and what they mean.
func signTable(signs []scene.Sign) string {
	var b strings.Builder
	for _, s := range signs {
		name := html.EscapeString(s.Name)
		if s.Draw == nil {
			name = "<span class=\"tag\">" + name + "</span>"
		}
		fmt.Fprintf(&b, "      <tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", name, html.EscapeString(s.About))
	}
	return b.String()
}

// keyTable is the rows of a table of keys and what they do.
func keyTable(keys [][2]string) string {
	var b strings.Builder
	for _, k := range keys {
		b.WriteString("      <tr><th scope=\"row\">")
		for i, key := range strings.Split(k[0], "  ") {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "<kbd>%s</kbd>", html.EscapeString(key))
		}
		fmt.Fprintf(&b, "</th><td>%s</td></tr>\n", html.EscapeString(k[1]))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

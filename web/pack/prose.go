package main

import (
	"fmt"
	"html"
	"strings"

	"fanout/render/scene"
)

// section is a text of the picture's left rail as HTML, so that page and window
// say the same.
func section(p scene.Prose) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  <section>\n    <h2>%s</h2>\n", inline(p.Title))
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

package main

import (
	"strings"
	"testing"

	"fanout/render/scene"
)

func TestSection(t *testing.T) {
	got := section(" hidden", scene.Prose{Title: "A & B", Paragraphs: []string{"one *process, one* mailbox"}, Try: "*x*"})
	for _, want := range []string{"<section hidden>", "<h2>A &amp; B</h2>", "<p>one <b>process, one</b> mailbox</p>", "<p><b>x</b></p>"} {
		if !strings.Contains(got, want) {
			t.Errorf("section has no %s:\n%s", want, got)
		}
	}
}

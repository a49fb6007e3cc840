package main

import (
	"fmt"
	"html"
	"strings"

	"fanout/render/language"
	"fanout/render/scene"
	"fanout/render/ui"
	lessons "fanout/sim/chapter"
)

// hook is what the page's landing says before the program is there: the first step of the
// first chapter. The program says the same later on.
type hook struct{ prose, question, options, story, chapters string }

// hookOf is the hook of the first model that has chapters.
func hookOf(all []scene.Entry) (h hook) {
	for _, e := range all {
		chapters := lessons.Of(e.Model)
		if len(chapters) == 0 {
			continue
		}
		step := &chapters[0].Steps[0]
		h.prose, h.question = runsOf(step.Prose, "p"), runsOf(step.Predict.Question, "span")
		h.story = ui.InWords(len(chapters))
		for _, o := range step.Predict.Options {
			h.options += fmt.Sprintf(choice, html.EscapeString(o.Label), html.EscapeString(o.About))
		}
		for _, tag := range language.Tags() {
			for _, c := range chapters {
				h.chapters += opening(c, tag)
			}
		}
		return h
	}
	return h
}

// opening is how a chapter begins in a language, which the page shows before the program is
// there if the chapter is asked for. It is "" for one that the language has only in English.
func opening(c *lessons.Chapter, tag string) string {
	if tag != language.Tags()[0] {
		words, _ := language.Of(tag)
		translation := c.TranslationOf(tag)
		if translation == nil {
			return ""
		}
		c, _ = c.In(translation, words, lessons.GlossaryIn(c.Model, tag))
	}
	return fmt.Sprintf(begins, c.Number, len(c.Steps), tag, html.EscapeString(c.Title), runsOf(c.Steps[0].Prose.Coming(), "p"))
}

// begins is the beginning of a chapter, set aside; opened.js shows it.
const begins = `<template class="opening" data-number="%d" data-steps="%d" lang="%s"><h2>%s</h2>%s</template>
`

// choice is a row of a choice; guess.js makes the same.
const choice = `<label class="choice"><input type="radio" name="landing-guess" value="%[1]s"><i></i><b>%[1]s</b><span>%[2]s</span><em></em></label>
`

// runsOf is a text as elements, one for each paragraph.
func runsOf(text lessons.Text, tag string) string {
	var b strings.Builder
	for _, p := range text {
		b.WriteString("<" + tag + ">")
		for _, run := range p {
			text := html.EscapeString(run.Text)
			if run.Strong {
				text = "<b>" + text + "</b>"
			}
			b.WriteString(text)
		}
		b.WriteString("</" + tag + ">")
	}
	return b.String()
}

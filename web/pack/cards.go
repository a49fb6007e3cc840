package main

import (
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fanout/render/scene"
	lessons "fanout/sim/chapter"
)

// A page that is linked to in a chat or a post is shown as a card: a title, a sentence and a
// picture. Who makes the card reads the page's head and runs nothing, so that each chapter has a small page that says
// this and leads to the chapter.

// pageTitle and pageAbout are what the page says of itself.
const (
	pageTitle = "Fan-out: what tracing one really costs"
	pageAbout = "Drag the sliders of a tracing system and see what a fan-out costs, from one recipient to a million. The actors, the envelopes and the OpenTelemetry SDK run in this page."
)

// cardFile is the picture of the page's own card. Those of chapters have their number in it.
// They are pictures of the program: make screens takes them again.
const cardFile = "card.png"

func chapterCard(number int) string { return fmt.Sprintf("card-%d.png", number) }

func chapterPage(number int) string { return fmt.Sprintf("chapter-%d.html", number) }

// card is what a head says of a page.
type card struct{ title, about, picture, page string }

// tags are the lines of a head that say it. Pictures and pages are named as a whole where the
// address of the page is known: not everybody who makes cards completes a name.
func (p *packer) tags(c card) string {
	var b strings.Builder
	for _, tag := range [][2]string{
		{"og:type", "website"}, {"og:site_name", "Fan-out"}, {"og:title", c.title}, {"og:description", c.about}, {"og:image", p.address + c.picture},
		{"og:image:width", strconv.Itoa(cardWide)}, {"og:image:height", strconv.Itoa(cardHigh)}, {"og:image:alt", c.title},
	} {
		fmt.Fprintf(&b, "<meta property=%q content=\"%s\">\n", tag[0], html.EscapeString(tag[1]))
	}
	if p.address != "" {
		fmt.Fprintf(&b, "<meta property=\"og:url\" content=\"%s\">\n", html.EscapeString(p.address+c.page))
	}
	return b.String() + "<meta name=\"twitter:card\" content=\"summary_large_image\">"
}

// The size of a card's picture, in px.
const cardWide, cardHigh = 1200, 630

// cards writes the pages of the chapters, and the pictures of all cards.
func (p *packer) cards(all []scene.Entry) error {
	names := []string{cardFile}
	for _, e := range all {
		for _, c := range lessons.Of(e.Model) {
			names = append(names, chapterCard(c.Number))
			if err := p.write(chapterPage(c.Number), []byte(p.leading(c))); err != nil {
				return err
			}
		}
	}
	for _, name := range names {
		picture, err := os.ReadFile(filepath.Join(p.web, "cards", name))
		if errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("there is no picture %s of a card; \"make screens\" takes all of them", name)
		}
		if err == nil {
			err = p.put(name, picture)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// leading is the page of a chapter. It leads on without a script, and leaves no trace on the
// way back.
func (p *packer) leading(c *lessons.Chapter) string {
	title := fmt.Sprintf("%s · chapter %d of Fan-out", c.Title, c.Number)
	about := strings.ToUpper(c.Beat[:1]) + c.Beat[1:] + "."
	to := fmt.Sprintf("./?chapter=%d", c.Number)
	return fmt.Sprintf(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<meta name="description" content="%s">
%s
<link rel="icon" href="icon.svg">
<meta http-equiv="refresh" content="0; url=%s">
<p><a href="%[4]s">%[1]s</a></p>
</html>
`, html.EscapeString(title), html.EscapeString(about), p.tags(card{c.Title, about, chapterCard(c.Number), chapterPage(c.Number)}), to)
}

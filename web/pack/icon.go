package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/image/vector"
)

// iconFile is the icon as it is drawn; devices that install the page, and others that show it,
// want pixels.
const iconFile = "icon.svg"

// An iconSize is one of them. A maskable icon is cut to a circle or whatever a device likes:
// its ground reaches to the edges, and what it shows stays in the middle.
type iconSize struct {
	name     string
	px       int
	maskable bool
}

var iconSizes = []iconSize{{"icon-192.png", 192, false}, {"icon-512.png", 512, false}, {"icon-maskable.png", 512, true}}

// icons draws the icon in all sizes.
func (p *packer) icons() error {
	file, err := os.ReadFile(filepath.Join(p.web, iconFile))
	if err != nil {
		return err
	}
	for _, size := range iconSizes {
		picture, err := drawIcon(file, size)
		if err != nil {
			return fmt.Errorf("%s: %w", iconFile, err)
		}
		if err := p.put(size.name, picture); err != nil {
			return err
		}
	}
	return nil
}

// safe is the part of a maskable icon's width that every device shows.
const safe = .8

// drawIcon draws an icon as a PNG. It knows as much of SVG as the icon takes.
func drawIcon(svg []byte, size iconSize) ([]byte, error) {
	d := &drawing{picture: image.NewRGBA(image.Rect(0, 0, size.px, size.px)), maskable: size.maskable}
	in := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			d.inherited = append(d.inherited, attributes(d.inherited, e))
			if err := d.element(e.Name.Local); err != nil {
				return nil, err
			}
		case xml.EndElement:
			d.inherited = d.inherited[:len(d.inherited)-1]
		}
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, d.picture)
	return out.Bytes(), err
}

// attributes are those of an element, and of what it stands in.
func attributes(outer []map[string]string, e xml.StartElement) map[string]string {
	all := map[string]string{}
	if len(outer) > 0 {
		for _, name := range []string{"fill", "stroke", "stroke-width"} {
			all[name] = outer[len(outer)-1][name]
		}
	}
	for _, a := range e.Attr {
		all[a.Name.Local] = a.Value
	}
	return all
}

type point struct{ x, y float64 }

// drawing is an icon that is being drawn.
type drawing struct {
	picture   *image.RGBA
	maskable  bool
	inherited []map[string]string // attributes in force, from the outermost element on
	scale     float64             // px to a unit of the drawing
	origin    float64             // px
}

func (d *drawing) attribute(name string) string { return d.inherited[len(d.inherited)-1][name] }

// number is an attribute that is a number; 0 if it is not there.
func (d *drawing) number(name string) float64 {
	n, _ := strconv.ParseFloat(d.attribute(name), 64)
	return n
}

func (d *drawing) element(name string) error {
	switch name {
	case "svg":
		return d.begin()
	case "g":
		return nil
	case "rect":
		w, r := d.number("width"), d.number("rx")
		if d.maskable { // the ground
			draw.Draw(d.picture, d.picture.Bounds(), image.NewUniform(d.paint("fill")), image.Point{}, draw.Src)
			return nil
		}
		d.fill(rounded(w, d.number("height"), r), d.paint("fill"))
	case "circle":
		d.fill(circle(point{d.number("cx"), d.number("cy")}, d.number("r")), d.paint("fill"))
	case "path":
		lines, err := pathOf(d.attribute("d"))
		if err != nil {
			return err
		}
		for _, line := range lines {
			d.line(line)
		}
	default:
		return fmt.Errorf("<%s> is not drawn; expected svg, g, rect, circle or path", name)
	}
	return nil
}

// begin learns the size of the drawing.
func (d *drawing) begin() error {
	var x, y, w, h float64
	if _, err := fmt.Sscan(d.attribute("viewBox"), &x, &y, &w, &h); err != nil || x != 0 || y != 0 || w != h || w <= 0 {
		return fmt.Errorf("viewBox is %q; expected a square from 0 on", d.attribute("viewBox"))
	}
	px := float64(d.picture.Rect.Dx())
	d.scale = px / w
	if d.maskable {
		d.scale *= safe
		d.origin = px * (1 - safe) / 2
	}
	return nil
}

// line fills a line's area, or draws it with its width and round ends.
func (d *drawing) line(line []point) {
	if width := d.number("stroke-width"); d.attribute("stroke") != "" {
		for i := 1; i < len(line); i++ {
			d.fill(thick(line[i-1], line[i], width/2), d.paint("stroke"))
		}
		return
	}
	d.fill(line, d.paint("fill"))
}

// paint is a colour as #rrggbb.
func (d *drawing) paint(name string) color.Color {
	n, _ := strconv.ParseUint(strings.TrimPrefix(d.attribute(name), "#"), 16, 32)
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

// fill fills a closed area.
func (d *drawing) fill(area []point, c color.Color) {
	r := vector.NewRasterizer(d.picture.Rect.Dx(), d.picture.Rect.Dy())
	for i, p := range area {
		x, y := float32(d.origin+p.x*d.scale), float32(d.origin+p.y*d.scale)
		if i == 0 {
			r.MoveTo(x, y)
		} else {
			r.LineTo(x, y)
		}
	}
	r.ClosePath()
	r.Draw(d.picture, d.picture.Bounds(), image.NewUniform(c), image.Point{})
}

// arc is part of a circle, in degrees; it is drawn as so many corners that none can be seen.
func arc(c point, r, from, to float64) (line []point) {
	const step = 3
	for a := from; a <= to; a += step {
		sin, cos := math.Sincos(a * math.Pi / 180)
		line = append(line, point{c.x + r*cos, c.y + r*sin})
	}
	return line
}

func circle(c point, r float64) []point { return arc(c, r, 0, 360) }

// rounded is a rectangle from 0 on, with corners of radius r.
func rounded(w, h, r float64) []point {
	area := arc(point{r, r}, r, 180, 270)
	area = append(area, arc(point{w - r, r}, r, 270, 360)...)
	area = append(area, arc(point{w - r, h - r}, r, 0, 90)...)
	return append(area, arc(point{r, h - r}, r, 90, 180)...)
}

// thick is a line with round ends of radius r.
func thick(a, b point, r float64) []point {
	along := math.Atan2(b.y-a.y, b.x-a.x) * 180 / math.Pi
	return append(arc(b, r, along-90, along+90), arc(a, r, along+90, along+270)...)
}

// pathOf reads the lines of a path: straight ones, to places and by distances.
func pathOf(text string) (lines [][]point, err error) {
	var at point
	for rest := strings.TrimSpace(text); rest != ""; {
		command := rest[0]
		end := strings.IndexAny(rest[1:], "MmLlHhVvZz") + 1
		if end == 0 {
			end = len(rest)
		}
		numbers, err := numbersOf(rest[1:end])
		if err != nil {
			return nil, err
		}
		rest = strings.TrimSpace(rest[end:])
		each, ok := map[byte]int{'M': 2, 'm': 2, 'L': 2, 'l': 2, 'H': 1, 'h': 1, 'V': 1, 'v': 1, 'Z': 0, 'z': 0}[command]
		if !ok || each == 0 && len(numbers) > 0 || each > 0 && (len(numbers) == 0 || len(numbers)%each > 0) {
			return nil, fmt.Errorf("%q with %d numbers is no part of a path; expected M, L, H, V or Z with theirs", command, len(numbers))
		}
		for i := 0; each > 0 && i < len(numbers); i += each {
			next := at
			switch n := numbers[i:]; command {
			case 'M', 'L':
				next = point{n[0], n[1]}
			case 'm', 'l':
				next = point{at.x + n[0], at.y + n[1]}
			case 'H':
				next.x = n[0]
			case 'h':
				next.x += n[0]
			case 'V':
				next.y = n[0]
			case 'v':
				next.y += n[0]
			}
			at = next
			if i == 0 && (command == 'M' || command == 'm') {
				lines = append(lines, nil)
			}
			if len(lines) == 0 {
				return nil, fmt.Errorf("a path begins with %q; expected M", command)
			}
			lines[len(lines)-1] = append(lines[len(lines)-1], at)
		}
	}
	return lines, nil
}

// numbersOf reads numbers, between which a sign needs no blank.
func numbersOf(text string) (all []float64, err error) {
	for _, word := range strings.FieldsFunc(strings.ReplaceAll(text, "-", " -"), func(r rune) bool { return r == ' ' || r == ',' }) {
		n, err := strconv.ParseFloat(word, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no number of a path", word)
		}
		all = append(all, n)
	}
	return all, nil
}

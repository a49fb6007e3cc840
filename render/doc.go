// Package render shows a world in a window or on a page and lets a person act
// on it: package scene decides what is to be seen, this package paints it with
// Ebitengine and reads mouse, fingers and keys. Start reading at [Game]; a frame
// goes input → scene → Player.Do, Player.Frame → Player.Snapshot → scene.Frame →
// canvas.
//
// # Decisions
//
// Our own kit instead of ebitenui. The look asks for logarithmic sliders
// with a ghost of the old value, stages with patterns and letters, a curve
// editor, focus that differs from hover, ids on every widget and goldens without
// a graphics card. ebitenui's slider has whole steps and pages on a click, shows
// focus like hover and cannot be drawn without Ebitengine, so all of these would
// have been custom widgets in its tree, and the tree would have been left with
// layout, which here is fixed boxes per breakpoint. The kit is package ui:
// small files on the standard library that are tested in node as well as natively,
// and no dependency for the page to carry.
//
// One shader for shapes and letters. Every shape is a quad with a distance
// function; the code in its vertices says which. Glyphs lie in an atlas and are
// quads of the same call, so that z-order is the order of the list and a frame is
// four draw calls, however much there is on it. Separately drawn anti-aliased
// paths cost 30 to 50 ms a frame in wasm for 200 shapes; drawing text string by
// string costs 8 ms for 200 strings.
//
// No shaping engine. Ebitengine's text package brings one along, with 0.7 MB of
// brotli and the start of a page: shaping the first picture and uploading its letters
// one by one took 100 ms of the main thread. Latin text needs letters side by side,
// kerned, which x/image/font/sfnt can do; tabular figures lie in the font files
// themselves. The first picture's letters take 30 ms and one upload.
//
// The base is painted once and copied. Everything but the wave, the marks and the
// tokens changes at most ten times a second, since numbers cannot be read faster;
// while nothing moves beside them, five times. It is kept as an image: of about
// 9,000 quads in the middle of a fan-out with 5,000 marks, 2,500 need not be
// computed, handed over and filled again.
//
// Marks settle: from some hundred on they are kept as an image as well, and those
// that are new since are drawn on top, in their order. They shrink with age in two
// small steps, and are painted again for that twice a second, or when many new ones
// have come; a world that stands still shows the exact sizes. Texels follow the
// wave: scene looks only at the dots that its edges have passed or that have aged
// by a shade, and only rows that have changed are handed over. Without all this,
// five thousand marks over a million sessions cost the page's main thread 4.7 ms a
// frame, with it 1.8.
//
// One texel per dot, not per session. A dot is b × b sessions, at most 125 dots a
// side, so the state texture is at most 62 kB. One texel per session is 4 MB for
// a million: uploading those every frame would cost more than everything else
// together, and the shader would still have to find the oldest of 64 sessions for
// every pixel. What a dot shows is exact all the same: scene keeps each dot's
// ranks sorted and looks the wave's edges up in them.
//
// One update per frame (SyncWithFPS). With a fixed rate of updates a machine that
// draws ten frames a second would run the interface sixty times for them.
package render

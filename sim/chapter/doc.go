// Package chapter is how the program teaches: a chapter is a text file, a scenario with
// prose between its commands, which a [Session] walks on a player: it asks for a guess,
// runs what answers it, and sees when the reader has done what a step asks for. Nothing
// here draws, and nothing here knows a model.
//
// # The file
//
// A line that begins with a word is a verb; one that begins with a blank is text and belongs
// to the verb above it. An empty line between two lines of text begins a paragraph. A line
// that begins with # is the title, if it is the first, or else a note to those who read the
// file.
//
//	# Ten points of CPU
//	chapter 7
//	beat after a fan-out, continue a trace, never start one
//	time 3m                          what a reader takes, about
//	model guild                      may be left out
//	seed 7                           the starting state: any lines of a scenario
//	toggle no.roots off
//	run 2s
//	show toggle.no.roots cpu.sessions     controls that there are from here on, see below
//	look zoom fit                    how the picture looks at it; "look b toggle no.roots off" has
//	                                 a second history beside it that differs so, "look b off" ends it
//
//	step
//	  Prose with *stress* and a [[head sampling|term]] of the glossary.
//	set rate 4                       done as the step begins
//	predict sessions.cpu bar 0% to 100%
//	  You turn it on. Where does the bar land?
//	toggle no.roots on               done once the guess is locked
//	run 2s
//	reveal
//	  You said {guess}, it is {answer}: {off}. Before, it was {before}.
//	published sessions.cpu = 45% ± 1% CPU without roots (Discord Engineering)
//
//	step
//	  More prose.
//	check sessions.spans.api - step > 0 and orphans.since = 0 within 2s
//	  Make spans appear again.
//	try right
//	set head.rate 10%
//	run 2s
//	try wrong
//	toggle no.roots off
//	run 2s
//	hint
//	  Seen: {orphans.since} orphans.
//	hint
//	  Raise head sampling.
//
//	know
//	  What you know now.
//	code envelope/receive.go Receive
//
// The figures of predict, check and of braces are quantities of the grammar of
// expectations: METRIC, METRIC / MARK or METRIC - MARK. Besides the marks that the chapter
// makes there are start, where its starting state was reached; step, where the present step
// began; guess, where the last guess was locked; and stage, where the stage of a check before
// the present one last held.
//
// predict has one of three kinds. A bar and a number have a range, and a number may have a
// word for its unit behind it; a choice has options instead, of which the first whose
// conditions hold is the answer. A condition without a quantity is about that of the prediction:
//
//	predict deliveries - guess choice
//	  How many messages does the guild send?
//	option < 2 : 1 : the network copies it
//	option > 1 : 1,000,000 : one for each person
//
// A check is conditions joined by and; then joins stages, of which each has to hold after
// the one before it. A condition is an expectation; "setting KEY VALUE", which holds while
// the setting has that value; or "find NAME", which holds once the reader has pointed at
// such a thing, see [sim.Find]. A try says what the reader may do, for [Check]: after right
// the check holds, after wrong it does not; "point NAME" in it points at such a thing.
//
// loop below a step has its world go round: after that much virtual time it goes back to where
// the step began. What answers the question then starts from before the step did anything. Since
// the reader sees it happen before the guess, the picture shows no counts until it is answered.
//
//	loop 140ms
//
// Nothing waits for a check: the reader can go on to the next step without it, as without a
// guess, and a chapter is finished at its end either way. Where a check is open says so.
//
// A hint may say what the reader pointed at last: {seen}.
//
// # What show names
//
// A name behind show is the id of a widget of the picture: slider.KEY, toggle.KEY, chip.KEY or
// point.KEY of a setting, segment.KEY.CHOICE of one that is chosen, button.NAME, tab.NAME of the
// drawer, and the names of what can be pointed at, such as guild, field and cpu.sessions. The beginning of ids up to
// a dot names all of them: segment.sieve, chip.deploy, toggle.no.roots.
//
// While a chapter is open, the controls that the page that is read and those before it have named
// are there, and no others: sliders, switches, chips, segments, points, the buttons that act on
// the world, and the tabs of the drawer. What would lead to something hidden is not there either.
// So it is with parts of the stage that need to be explained first: the sieve with its counts, the
// counters of spans, and the CPU of the services, which any cpu.SERVICE brings. Other readings are
// always there, and naming one says that the step speaks of it. So is what every chapter needs:
// play, step, the time line, speed, how the picture is looked at, appearance, map, help, the
// chapter and the way back to free play. Of a segment the choice in force is shown as well. What is
// hidden keeps its value; a key of it says that the chapter hides it.
//
// Which ids there are is the picture's to say. `playground chapters check` refuses a name that
// stands for none, see [CheckShown].
//
// Since step begins a step here, the command of that name cannot be used.
//
// # Decisions
//
// What a prediction runs goes through [sim.Player.Do], line by line, and each run is carried
// on by the frames of the program that draws: a chapter never holds up a frame. Time is paused while
// it runs, so that the answer is that of the moment at which the last run ends, under any
// frames.
//
// Figures in prose are filled in once, when the text appears: a number in a sentence that
// changes while it is read is not a sentence.
package chapter

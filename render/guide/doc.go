// Package guide draws the chapters on the canvas, where no page shows them as HTML: prose
// with its terms, a question with a guess and its answer, something to do, the code that
// ran, and the list of all chapters. A [View] is what is to be shown; a [Reader] keeps the
// chapter and is told what the person does.
//
// It knows no simulation. The parts are files: flow.go sets prose, asked.go and the three
// kinds of guesses draw a prediction, task.go what is to be done, ways.go the buttons below,
// contents.go the list.
package guide

//go:build !js

package main

import (
	"os"
	"strings"

	"fanout/cmd/playground/internal/lesson"
)

// progressFile is where a window remembers which chapters were read.
const progressFile = "chapters.txt"

// rememberChapters brings back what the reader has done in earlier windows, and keeps what is
// done in this one. The error says what could not be read and was left out.
func rememberChapters(lessons *lesson.Lessons) error {
	lessons.Kept = func(progress string) { keep(progressFile, []byte(progress)) }
	text, err := os.ReadFile(keptFile(progressFile))
	if err != nil {
		return nil // nothing was read so far
	}
	return lessons.SetProgress(strings.TrimSpace(string(text)))
}

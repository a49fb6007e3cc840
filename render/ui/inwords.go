package ui

import "strconv"

var inWords = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// InWords is a number as prose has it: a small one as a word. It is not negative.
func InWords(n int) string {
	if n < len(inWords) {
		return inWords[n]
	}
	return strconv.Itoa(n)
}

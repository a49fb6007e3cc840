package language

import "strings"

// hole stands for a number in the key of a text.
const hole = "{}"

// thousands stands between three digits and three: a narrow blank at which no line breaks.
const thousands = "\u202f"

// numbers takes the numbers of a text out: its key, and what stood in the holes.
func numbers(text string) (key string, taken []string) {
	var b strings.Builder
	for i := 0; i < len(text); {
		if !isDigit(text, i) {
			b.WriteByte(text[i])
			i++
			continue
		}
		end := number(text, i)
		b.WriteString(hole)
		taken = append(taken, text[i:end])
		i = end
	}
	return b.String(), taken
}

// number is the end of the number that begins at text[i]: 1,003.25. Behind a comma stand
// three digits, behind a point any. What has two points is one thing too: a version.
func number(text string, i int) (end int) {
	end = digits(text, i)
	if end-i <= 3 {
		for end < len(text) && text[end] == ',' && digits(text, end+1) == end+4 {
			end += 4
		}
	}
	for end < len(text) && text[end] == '.' && isDigit(text, end+1) {
		end = digits(text, end+1)
	}
	return end
}

// digits is the end of the digits that begin at text[i].
func digits(text string, i int) int {
	for isDigit(text, i) {
		i++
	}
	return i
}

func isDigit(text string, i int) bool { return i < len(text) && '0' <= text[i] && text[i] <= '9' }

// figures spells a number of English in German.
var figures = strings.NewReplacer(",", thousands, ".", ",")

// spelled is a number of English as the language has it. A version stays.
func spelled(n string) string {
	if strings.Count(n, ".") > 1 {
		return n
	}
	return figures.Replace(n)
}

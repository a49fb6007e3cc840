package ui

import "testing"

// A token is printed by its name; rows of the palettes have those that they are given.
func TestTokens(t *testing.T) {
	for _, theme := range []*Theme{Dark(), Light()} {
		named := theme.Named([]string{"api"}, []string{"H", "W"})
		for _, c := range []struct {
			color Color
			want  string
		}{
			{theme.T1, "t1"}, {theme.Acc.Alpha(.5), "acc/50"}, {theme.Services[0], "api"}, {theme.Services[4], "service4"},
			{theme.Stages[1], "W"}, {theme.Stages[7], "stage7"}, {RGB(0x123456), "#123456"},
		} {
			if got := named.Token(c.color); got != c.want {
				t.Errorf("%s: %v is %q, want %q", theme.Name, c.color, got, c.want)
			}
		}
		seen := map[Color]bool{}
		for _, c := range append(theme.Services[:], theme.Stages[:]...) {
			if seen[c] {
				t.Errorf("%s: %v stands for two rows", theme.Name, c)
			}
			seen[c] = true
		}
	}
}

// Nobody else's theme is changed by changing one.
func TestThemesAreCopies(t *testing.T) {
	Dark().T1 = 0
	if Dark().T1 == 0 {
		t.Error("Dark can be changed")
	}
}

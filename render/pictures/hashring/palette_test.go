package ringpicture

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"fanout/render/ui"
	"fanout/sim/hashring"
)

// visions are the matrices of Machado, Oliveira and Fernandes (2009) at full severity,
// for linear light.
var visions = []struct {
	name string
	m    [9]float64
}{
	{"normal", [9]float64{1, 0, 0, 0, 1, 0, 0, 0, 1}},
	{"protan", [9]float64{.152286, 1.052583, -.204868, .114503, .786281, .099216, -.003882, -.048116, 1.051998}},
	{"deutan", [9]float64{.367322, .860646, -.227968, .280085, .672501, .047413, -.011820, .042940, .968881}},
	{"tritan", [9]float64{1.255528, -.076749, -.178779, -.078411, .930809, .147602, .004733, .691367, .303900}},
}

// oklab is a colour as it is seen, in OKLab.
func oklab(c ui.Color, m [9]float64) [3]float64 {
	var lin [3]float64
	for i := range lin {
		v := float64(c>>(24-8*i)&0xff) / 255
		if lin[i] = v / 12.92; v > .04045 {
			lin[i] = math.Pow((v+.055)/1.055, 2.4)
		}
	}
	var s [3]float64
	for i := range s {
		s[i] = max(0, m[3*i]*lin[0]+m[3*i+1]*lin[1]+m[3*i+2]*lin[2])
	}
	l := math.Cbrt(.4122214708*s[0] + .5363325363*s[1] + .0514459929*s[2])
	n := math.Cbrt(.2119034982*s[0] + .6806995451*s[1] + .1073969566*s[2])
	o := math.Cbrt(.0883024619*s[0] + .2817188376*s[1] + .6299787005*s[2])
	return [3]float64{
		.2104542553*l + .793617785*n - .0040720468*o,
		1.9779984951*l - 2.428592205*n + .4505937099*o,
		.0259040371*l + .7827717662*n - .808675766*o,
	}
}

// apart is the OKLab distance × 100 of two colours.
func apart(a, b ui.Color, m [9]float64) float64 {
	p, q := oklab(a, m), oklab(b, m)
	return 100 * math.Sqrt((p[0]-q[0])*(p[0]-q[0])+(p[1]-q[1])*(p[1]-q[1])+(p[2]-q[2])*(p[2]-q[2]))
}

// Any two colours of machines, what is lit and the track of a bar can be told apart by
// everybody, whatever their fill is.
func TestColoursAreApart(t *testing.T) {
	for _, theme := range []*ui.Theme{ui.Dark(), ui.Light()} {
		var least []string
		for _, vision := range visions {
			most := math.Inf(1)
			for a := 1; a <= nodeColors; a++ {
				others := []ui.Color{litOf(theme), theme.Bg3}
				for b := 1; b < a; b++ {
					most = min(most, apart(colorOf(theme, a), colorOf(theme, b), vision.m))
				}
				for _, c := range others {
					if d := apart(colorOf(theme, a), c, vision.m); d < leastDistance {
						t.Errorf("%s, %s: colour %d is only %.1f from %v", theme.Name, vision.name, a, d, c)
					}
				}
			}
			if most < leastDistance {
				t.Errorf("%s, %s: two colours are only %.1f apart", theme.Name, vision.name, most)
			}
			least = append(least, fmt.Sprintf("%.1f", most))
		}
		t.Logf("%s %s", theme.Name, strings.Join(least, ", "))
	}
}

// No two machines have both colour and fill in common.
func TestEveryMachineHasItsOwnLook(t *testing.T) {
	theme := ui.Dark()
	seen := map[string]int{}
	for n := 1; n <= hashring.MostNodes; n++ {
		look := fmt.Sprint(colorOf(theme, n), fillOf(n))
		if m, ok := seen[look]; ok {
			t.Errorf("machines %d and %d look alike", m, n)
		}
		seen[look] = n
	}
}

// No colour of a machine is an amber: those are tracing.
func TestNoAmber(t *testing.T) {
	for _, theme := range []*ui.Theme{ui.Dark(), ui.Light()} {
		for n := 1; n <= nodeColors; n++ {
			lab := oklab(colorOf(theme, n), visions[0].m)
			if hue := math.Mod(math.Atan2(lab[2], lab[1])*180/math.Pi+360, 360); hue < 170 || hue > 320 {
				t.Errorf("%s: colour %d has hue %.0f; expected a teal, a blue or a violet", theme.Name, n, hue)
			}
		}
	}
}

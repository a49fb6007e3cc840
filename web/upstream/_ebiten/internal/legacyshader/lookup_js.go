package legacyshader

import (
	"fmt"

	"github.com/hajimehoshi/ebiten/v2/internal/shaderir"
)

// Unit is the coordinate unit a Kage shader is authored in, selected by the //kage:unit directive.
type Unit int

const (
	Texels Unit = iota
	Pixels
)

// compiled is a shader whose source was compiled when the program was built.
type compiled struct {
	source  string
	unit    Unit
	program func() *shaderir.Program
}

// CompileShader returns what the source was compiled to when the program was built. A page has
// no other shaders: so it needs no compiler, which takes long to begin with in a browser.
func CompileShader(source []byte) (*shaderir.Program, Unit, error) {
	for i := range shaders {
		if s := &shaders[i]; s.source == string(source) {
			return s.program(), s.unit, nil
		}
	}
	return nil, 0, fmt.Errorf("legacyshader: this shader was not compiled with the program: %.60q; expected one of %d that web/upstream/make.sh names", source, len(shaders))
}

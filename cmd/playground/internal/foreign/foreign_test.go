//go:build js

package foreign_test

import (
	"strings"
	"syscall/js"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/cmd/playground/internal/foreign"
)

// Whatever a script passes is a text, or is refused in one sentence.
func TestText(t *testing.T) {
	global := js.Global()
	throwing := js.FuncOf(func(js.Value, []js.Value) any { panic("looked at") })
	defer throwing.Release()
	object := global.Get("Object").New()
	object.Set("toString", throwing)
	for _, c := range []struct {
		value  js.Value
		error  string
		truthy bool
	}{
		{js.ValueOf("send"), "", true},
		{js.ValueOf(""), "", false},
		{global.Get("BigInt").Invoke(1), "the line is of a type that means nothing here; expected a text", true},
		{global.Get("Symbol").Invoke("s"), "the line is of the type symbol; expected a text", true},
		{js.Undefined(), "the line is of the type undefined; expected a text", false},
		{js.Null(), "the line is of the type null; expected a text", false},
		{js.ValueOf(1), "the line is of the type number; expected a text", true},
		{global.Get("NaN"), "the line is of the type number; expected a text", false},
		{js.ValueOf(true), "the line is of the type boolean; expected a text", true},
		{object, "the line is of the type object; expected a text", true},
		{throwing.Value, "the line is of the type function; expected a text", true},
		{global.Get("String").New("boxed"), "the line is of the type object; expected a text", true},
		{js.ValueOf(strings.Repeat("x", 11)), "the line has 11 characters; expected at most 10", true},
	} {
		text, err := foreign.Text(c.value, "the line", 10)
		if assert.Equal(t, c.truthy, foreign.Truthy(c.value)); c.error == "" {
			assert.NoError(t, err)
			assert.Equal(t, c.value.String(), text)
			continue
		}
		assert.EqualError(t, err, c.error)
	}
	text, err := foreign.Text(global.Get("String").Call("fromCharCode", 0xD800), "the line", 10)
	assert.NoError(t, err)
	assert.Equal(t, "\ufffd", text, "half a character")
}

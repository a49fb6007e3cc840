//go:build js

package foreign

import (
	"fmt"
	"syscall/js"
)

// TypeOf is the type of a value; ok is false if Go knows none for it, as of a BigInt.
func TypeOf(v js.Value) (t js.Type, ok bool) {
	defer func() { ok = recover() == nil }()
	return v.Type(), true
}

// Truthy is how JavaScript takes a value for a yes or no. What Go has no type for is a yes.
func Truthy(v js.Value) bool {
	if _, ok := TypeOf(v); !ok {
		return true
	}
	return v.Truthy()
}

// Text reads a text of at most that many UTF-16 units. The error is one sentence about
// what, such as "the line".
func Text(v js.Value, what string, most int) (string, error) {
	t, ok := TypeOf(v)
	if !ok {
		return "", fmt.Errorf("%s is of a type that means nothing here; expected a text", what)
	}
	if t != js.TypeString {
		return "", fmt.Errorf("%s is of the type %v; expected a text", what, t)
	}
	if n := js.Global().Get("Object").Invoke(v).Get("length").Int(); n > most {
		return "", fmt.Errorf("%s has %d characters; expected at most %d", what, n, most)
	}
	return v.String(), nil
}

// Argument is the only argument of a function of that name, a text of at most so many
// UTF-16 units.
func Argument(args []js.Value, name string, most int) (string, error) {
	if len(args) != 1 {
		return "", fmt.Errorf("%s takes one text", name)
	}
	return Text(args[0], name+": the text", most)
}

//go:build !js

package main

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLanguageOfAWindow(t *testing.T) {
	parse := func(args ...string) *windowOptions {
		o, err := parseWindow(args, io.Discard)
		require.NoError(t, err)
		return &o
	}
	t.Setenv("LC_ALL", "")
	t.Setenv("LC_MESSAGES", "")
	t.Setenv("LANG", "de_AT.UTF-8")
	assert.Equal(t, "Deutsch", parse().reader().Name)
	assert.Nil(t, parse("-lang", "en").reader())
	assert.Nil(t, parse("-stdio").reader(), "what a program is told is the same everywhere")
	assert.Nil(t, parse("-screenshot", "x.png").language.chosen)
	t.Setenv("LC_ALL", "C")
	assert.Nil(t, parse().reader())
	assert.Equal(t, "Deutsch", parse("-lang", "de").reader().Name)
	assert.Equal(t, "Deutsch", parse("-stdio", "-lang", "de-CH").reader().Name)
	_, err := parseWindow([]string{"-lang", "fr"}, io.Discard)
	assert.EqualError(t, err, `invalid value "fr" for flag -lang: want one of en, de`)
}

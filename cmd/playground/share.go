//go:build !js

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"fanout/render"
)

// share copies the command that opens a window on what is seen. The same link stands
// behind the hash of a page's address.
func share(game *render.Game, watch *observer) {
	made := watch.link(game)
	command := linkCommand(made.Query)
	if err := copyText(command); err != nil {
		fmt.Fprintln(os.Stdout, command)
		game.Tell("The command for this moment was printed where the playground was started: " + err.Error() + ".")
		return
	}
	note := "Copied the command that opens a window on this moment."
	if lacks := made.Lacks(); lacks != "" {
		note = "Copied the command that opens a window. " + lacks
	}
	game.Shared(note)
}

// linkCommand opens a window on what a link leads to.
func linkCommand(query string) string { return fmt.Sprintf("playground window -link '%s'", query) }

// copiers are the programs that put their standard input on the clipboard.
var copiers = [][]string{
	{"wl-copy"}, {"xclip", "-selection", "clipboard"}, {"xsel", "--clipboard", "--input"}, {"pbcopy"}, {"clip.exe"},
}

// pasters are the programs that write what is on the clipboard.
var pasters = [][]string{
	{"wl-paste", "--no-newline"}, {"xclip", "-selection", "clipboard", "-out"}, {"xsel", "--clipboard", "--output"}, {"pbpaste"},
}

// paste gives the picture what is on the clipboard.
func paste(game *render.Game) {
	text, err := pasteText()
	if err != nil {
		game.Tell("Nothing was pasted: " + err.Error() + ".")
		return
	}
	game.Paste(text) // a refusal is shown
}

// pasteText reads the clipboard, by a program that this machine has for it.
func pasteText() (string, error) {
	for _, c := range pasters {
		if c[0] == "wl-paste" && os.Getenv("WAYLAND_DISPLAY") == "" {
			continue
		}
		path, err := exec.LookPath(c[0])
		if err != nil {
			continue
		}
		if text, err := exec.Command(path, c[1:]...).Output(); err == nil {
			return string(text), nil
		}
	}
	return "", errors.New("no program here can read the clipboard (wl-paste, xclip, xsel)")
}

// copyText puts a text on the clipboard, by a program that this machine has for it.
func copyText(text string) error {
	for _, c := range copiers {
		if c[0] == "wl-copy" && os.Getenv("WAYLAND_DISPLAY") == "" {
			continue
		}
		path, err := exec.LookPath(c[0])
		if err != nil {
			continue
		}
		cmd := exec.Command(path, c[1:]...)
		cmd.Stdin = strings.NewReader(text)
		if cmd.Run() == nil {
			return nil
		}
	}
	return errors.New("no program here can copy it (wl-copy, xclip, xsel)")
}

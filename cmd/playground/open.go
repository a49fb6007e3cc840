//go:build !js

package main

import (
	"os"
	"os/exec"
	"runtime"
)

// openBrowser shows url in the person's browser, if this machine has a screen
// and a way to open one. It is a courtesy: the URL has been printed, so that a
// failure is not worth a word.
func openBrowser(url string) {
	if os.Getenv("CI") != "" {
		return
	}
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	default:
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return
		}
	}
	if _, err := exec.LookPath(name); err != nil {
		return
	}
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		go cmd.Wait() // reap it whenever it ends
	}
}

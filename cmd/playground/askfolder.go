//go:build !js

package main

import (
	"errors"
	"os"
	"os/exec"
	"strings"
)

// folderAskers are programs that let a person choose a folder and print it.
var folderAskers = [][]string{
	{"zenity", "--file-selection", "--directory", "--title=Folder for exports from Fan-out"},
	{"kdialog", "--getexistingdirectory", "."},
	{"osascript", "-e", `POSIX path of (choose folder with prompt "Folder for exports from Fan-out")`},
	{"powershell.exe", "-NoProfile", "-Command", "Add-Type -AssemblyName System.Windows.Forms; $d = New-Object System.Windows.Forms.FolderBrowserDialog; if ($d.ShowDialog() -ne 'OK') { exit 1 }; $d.SelectedPath"},
}

// askFolder has a person choose a folder, by a program that this machine has for it. Without
// one it is the folder in which the playground was started.
func askFolder() (string, error) {
	for _, c := range folderAskers {
		path, err := exec.LookPath(c[0])
		if err != nil {
			continue
		}
		text, err := exec.Command(path, c[1:]...).Output()
		if folder := strings.TrimSpace(string(text)); err == nil && folder != "" {
			return folder, nil
		}
		return "", errors.New("no folder was chosen")
	}
	return os.Getwd()
}

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// exchange puts a folder into the place of another, in one step if the file system can.
// The other one has the first one's name then.
func exchange(folder, place string) error {
	if _, err := os.Lstat(place); os.IsNotExist(err) {
		return os.Rename(folder, place)
	}
	if unix.Renameat2(unix.AT_FDCWD, folder, unix.AT_FDCWD, place, unix.RENAME_EXCHANGE) == nil {
		return nil
	}
	return replace(folder, place)
}

package main

import "os"

// replace puts a folder into the place of another by two renames, for systems that have
// no single step for it. The other one has the first one's name then.
func replace(folder, place string) error {
	earlier := folder + "-earlier"
	if err := os.Rename(place, earlier); err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := os.Rename(folder, place); err != nil {
		os.Rename(earlier, place)
		return err
	}
	if err := os.Rename(earlier, folder); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

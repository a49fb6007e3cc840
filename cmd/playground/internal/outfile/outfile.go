// Package outfile writes files whole or not at all: what a name stood for stays until the
// new contents are complete, and nothing is left behind if they never are.
//
// # Decisions
//
// The contents go to a file beside the final one, which is renamed in the end: only so
// does a reader never meet half of them. The links to a file are followed, so that a
// symbolic link stays one; another hard link keeps the old contents. What is no regular
// file (a terminal, a pipe, a device) cannot be replaced and is written directly.
package outfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// File is a file that is being written. It is not safe for concurrent use.
type File struct {
	path string   // as it was given
	to   string   // the name that it gets in the end, "" if it is written directly
	file *os.File // nil after Commit or Discard
	std  bool     // it is the standard output or error of this process
}

// Create begins to write the file of that name, which can be a new one or one that may
// be written. Nothing about it has changed yet, also after an error. A pipe is opened for
// writing only, which waits for a reader.
func Create(path string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f := &File{path: path}
	if err == nil && !replaceable(info) {
		f.file, f.std = standard(info)
		if !f.std {
			f.file, err = os.OpenFile(path, os.O_WRONLY, 0)
		}
		return f, err
	}
	if f.to, err = follow(path); err != nil {
		return nil, err
	}
	if info != nil { // a file that may not be written may not be replaced either
		probe, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		probe.Close()
	}
	if f.file, err = beside(f.to); err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.Unwrap(err)}
	}
	if info != nil {
		err = f.file.Chmod(info.Mode().Perm())
		if err != nil && runtime.GOOS != "windows" {
			f.Discard()
			return nil, err
		}
	}
	return f, nil
}

// Check reports whether Create would succeed, and changes nothing.
func Check(path string) error {
	if Direct(path) {
		return nil
	}
	f, err := Create(path)
	if err == nil {
		f.Discard()
	}
	return err
}

// Direct reports whether a file of that name exists and is no regular file, so that it is
// written directly.
func Direct(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir() && !replaceable(info)
}

// replaceable reports whether another file can take the place of this one.
func replaceable(info fs.FileInfo) bool {
	_, std := standard(info)
	return info.Mode().IsRegular() && !std || info.IsDir() // which is refused when it is opened
}

// standard is the standard output or error of this process if that is the file.
func standard(info fs.FileInfo) (*os.File, bool) {
	for _, f := range []*os.File{os.Stdout, os.Stderr} {
		if i, err := f.Stat(); err == nil && os.SameFile(i, info) && i.Mode()&fs.ModeDevice == 0 {
			return f, true
		}
	}
	return nil, false
}

// beside makes a new file in the folder of another.
func beside(path string) (*os.File, error) {
	for i := 0; ; i++ {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".playground-%d-%d.part", os.Getpid(), i))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// follow is the name that a chain of symbolic links ends with, whether there is a file
// of that name or not.
func follow(path string) (string, error) {
	for range 40 {
		dir, err := filepath.EvalSymlinks(filepath.Dir(path))
		if err != nil {
			return "", &fs.PathError{Op: "open", Path: path, Err: errors.Unwrap(err)}
		}
		path = filepath.Join(dir, filepath.Base(path))
		next, err := os.Readlink(path)
		if err != nil { // no link, or nothing
			return filepath.Abs(path)
		}
		if path = next; !filepath.IsAbs(next) {
			path = dir + string(filepath.Separator) + next
		}
	}
	return "", &fs.PathError{Op: "open", Path: path, Err: errors.New("too many links")}
}

// Write adds to the contents.
func (f *File) Write(p []byte) (int, error) { return f.file.Write(p) }

// Commit gives the contents their name. After an error the name stands for what it did
// before, unless the file was written directly.
func (f *File) Commit() error {
	file := f.file
	f.file = nil
	switch {
	case f.std:
		return nil
	case f.to == "":
		return file.Close()
	}
	err := file.Sync()
	if errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	if failed := file.Close(); err == nil {
		err = failed
	}
	if err == nil {
		err = os.Rename(file.Name(), f.to)
	}
	if err != nil {
		os.Remove(file.Name())
		return &fs.PathError{Op: "write", Path: f.path, Err: cause(err)}
	}
	return nil
}

// cause is an error without the names that only this package knows.
func cause(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}

// Discard gives the contents up. After Commit it does nothing.
func (f *File) Discard() {
	if f.file == nil || f.std {
		return
	}
	f.file.Close()
	if f.to != "" {
		os.Remove(f.file.Name())
	}
	f.file = nil
}

// Same reports whether two names are of one file, so that what is written to both would
// be a mixture: by links, by spelling, or as names of one that does not exist yet. The
// device that forgets everything is never the same.
func Same(a, b string) bool {
	if a == os.DevNull || b == os.DevNull {
		return false
	}
	one, err := os.Stat(a)
	other, failed := os.Stat(b)
	if err == nil && failed == nil {
		return os.SameFile(one, other)
	}
	if err == nil || failed == nil {
		return false
	}
	a, err = follow(a)
	b, failed = follow(b)
	if err != nil || failed != nil {
		return false
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return strings.EqualFold(a, b)
	}
	return a == b
}

// Write writes a file whole or not at all.
func Write(path string, contents []byte) error {
	f, err := Create(path)
	if err != nil {
		return err
	}
	defer f.Discard()
	if _, err := f.Write(contents); err != nil {
		return &fs.PathError{Op: "write", Path: path, Err: cause(err)}
	}
	return f.Commit()
}

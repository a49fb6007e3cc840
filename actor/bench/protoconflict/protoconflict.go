// Package protoconflict lets two engines live in one program although both
// register a protocol buffer file called actor.proto: it tells the protobuf
// registry to ignore that, as its documentation describes.
//
// The registry looks when the second file registers itself, which is before
// main. Packages that are ready are initialized in the order of their import
// paths, and this one is ready as soon as os is, so it comes before all of
// github.com.
package protoconflict

import "os"

func init() {
	os.Setenv("GOLANG_PROTOBUF_REGISTRATION_CONFLICT", "ignore")
}

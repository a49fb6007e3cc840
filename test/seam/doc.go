// Package seam is a system with its picture that is kept outside of sim and render: a
// queue in front of some clerks. It uses nothing but what those packages export, so that
// it stops compiling, or its tests fail, when a model can no longer be written without
// editing the engine or the shell. It is also the shortest whole model to read.
//
// It is not in the program.
package seam

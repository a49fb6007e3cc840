// Package jaeger has the real Jaeger read what the playground sends and writes. It is a
// separate module: the playground needs none of it. Jaeger is built from its modules the
// first time, which takes minutes; JAEGER names one that is built already.
package jaeger

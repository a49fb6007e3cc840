// Package collector has a receiver and an exporter of the OpenTelemetry Collector, put
// together by a test, read what the playground sends and writes. It is a module of its own:
// the playground needs none of it.
package collector

// Package collector has a receiver and an exporter of the OpenTelemetry Collector, put
// together by a test, read what the playground sends and writes. It is a separate
// module: the playground needs none of it.
package collector

// Package collector sends recorded spans to an OTLP/HTTP endpoint, with the exporter
// of the OpenTelemetry SDK. Of wasm it is no part: that exporter links gRPC, and the
// page sends nothing to anyone.
package collector

//go:build !js

package collector

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
)

// certificates are those that the OTEL_EXPORTER_OTLP_… variables name, nil if there are
// none. The exporter reads them only for a client that it makes itself. One that cannot
// be read is an error: to go on without it would be to trust others.
func certificates(getenv func(string) string) (*tls.Config, error) {
	of := func(name string) string {
		if v := getenv("OTEL_EXPORTER_OTLP_TRACES_" + name); v != "" {
			return v
		}
		return getenv("OTEL_EXPORTER_OTLP_" + name)
	}
	authority, cert, key := of("CERTIFICATE"), of("CLIENT_CERTIFICATE"), of("CLIENT_KEY")
	var c tls.Config
	if authority != "" {
		text, err := os.ReadFile(authority)
		if err != nil {
			return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_CERTIFICATE: %w", err)
		}
		if c.RootCAs = x509.NewCertPool(); !c.RootCAs.AppendCertsFromPEM(text) {
			return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_CERTIFICATE: %s has no certificate; expected one in PEM", authority)
		}
	}
	if cert != "" && key != "" {
		pair, err := tls.LoadX509KeyPair(cert, key)
		if err != nil {
			return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: %w", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	if c.RootCAs == nil && c.Certificates == nil {
		return nil, nil
	}
	return &c, nil
}

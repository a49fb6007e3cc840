package site

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"strings"
)

// Hosts are the names that a server answers to, besides those by which a machine calls
// itself. A name that anyone can point at this machine is not among them: a page of that
// name could read here what is meant for others (DNS rebinding).
type Hosts struct {
	Names   []string
	Numbers bool // addresses in numbers, which nobody can point elsewhere
}

var hostName = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$`)

// IsHost reports whether that can be the name of a host, or its address in numbers.
func IsHost(name string) bool {
	_, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil || len(name) < 254 && hostName.MatchString(plainHost(name))
}

// plainHost is a host as it is compared.
func plainHost(host string) string {
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// Only passes on what is asked of a name that is answered to, and answers 421 to the rest.
func (h Hosts) Only(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !h.has(r.Host) {
			http.Error(w, fmt.Sprintf("This server does not answer to %q. If it should, start it with: playground serve -host NAME", r.Host), http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (h Hosts) has(hostPort string) bool {
	host := hostPort
	if name, _, err := net.SplitHostPort(hostPort); err == nil {
		host = name
	}
	host = plainHost(host)
	if ip, err := netip.ParseAddr(host); err == nil {
		if h.Numbers || ip.Unmap().IsLoopback() {
			return true
		}
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	for _, name := range h.Names {
		if name != "" && plainHost(name) == host {
			return true
		}
	}
	return false
}

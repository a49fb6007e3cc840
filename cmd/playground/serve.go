//go:build !js

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"fanout/cmd/playground/internal/collector"
	"fanout/cmd/playground/internal/site"
)

// defaultAddr is where the page is served unless -addr says otherwise. If it is
// taken, any free port of the same host will do.
const defaultAddr = "127.0.0.1:8080"

const serveUsage = `usage: playground serve [flags]

Serves the playground's page on this machine until it is interrupted. It answers to the
names of this machine itself (localhost, 127.0.0.1), to the host that -addr names, to
any address in numbers if it listens on more than this machine's own, and to -host:
the owner of any other name could point it here, and read in a browser what is served.

`

// serveOptions are the command line of `playground serve`, read and checked.
type serveOptions struct {
	dir, addr string
	asked     bool // for that address
	open      bool
	hosts     []string
	embedders []string         // origins of pages that may have it in a frame, besides its own
	relay     *collector.Relay // for the page's spans, nil for none
}

// serve serves the packed page until it is interrupted.
func serve(args []string, stdout, stderr io.Writer) int {
	fail := func(err error, status int) int {
		fmt.Fprintln(stderr, "playground serve:", err)
		return status
	}
	o, err := parseServe(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return fail(err, 2)
	}
	if _, err := os.Stat(filepath.Join(o.dir, "index.html")); err != nil {
		return fail(fmt.Errorf("there is no page in %s; \"make dist\" builds it", o.dir), 1)
	}
	listener, moved, err := listen(o.addr, o.asked)
	if err != nil {
		return fail(err, 1)
	}
	at := listener.Addr().(*net.TCPAddr)
	url, note := whereIs(at, ownAddresses())
	fmt.Fprintf(stdout, "%sFan-out is at %s (Ctrl-C stops it)\n%s", moved, url, note)
	if o.open {
		openBrowser(url)
	}
	host, _, _ := net.SplitHostPort(o.addr)
	hosts := site.Hosts{Names: append(o.hosts, host), Numbers: !at.IP.IsLoopback()}
	handler := site.Handler(site.Folder(o.dir), o.embedders...)
	if o.relay != nil {
		handler = site.WithTraces(handler, o.relay, o.relay.URL())
		fmt.Fprintf(stdout, "Spans that the page is asked to send go to %s\n", o.relay.URL())
	}
	err = serveUntilInterrupt(listener, hosts.Only(handler))
	if o.relay != nil {
		account := o.relay.Account()
		fmt.Fprintln(stdout, &account)
	}
	if err != nil {
		return fail(err, 1)
	}
	return 0
}

func parseServe(args []string, stdout io.Writer) (o serveOptions, err error) {
	flags := flag.NewFlagSet("playground serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // one sentence is enough; -h prints the rest
	flags.StringVar(&o.dir, "dir", "dist", "`folder` of the page, as \"make dist\" lays it out")
	flags.StringVar(&o.addr, "addr", defaultAddr, "`host:port` to listen on; port 0 is any free one, and without a host it is all addresses of this machine")
	flags.BoolVar(&o.open, "open", true, "open the page in a browser, if there is one")
	flags.Func("host", "`name` of a host to answer to as well; may be repeated", func(name string) error {
		if !site.IsHost(name) {
			return fmt.Errorf("%q is no name of a host; expected one such as playground.example, without a port", name)
		}
		o.hosts = append(o.hosts, name)
		return nil
	})
	flags.Func("embed-from", "`origin` of pages that may have this one in a frame, such as https://school.example; may be repeated (default: its own alone)", func(text string) error {
		origin, err := site.Origin(text)
		o.embedders = append(o.embedders, origin)
		return err
	})
	endpoint := flags.String("otlp-endpoint", "", "pass spans on to this OTLP/HTTP `URL`, such as http://localhost:4318, when somebody asks the page to send them")
	err = flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, serveUsage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, "\nexample: playground serve -addr :8080 -host playground.example\n")
	}
	if err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if *endpoint != "" {
		if o.relay, err = collector.NewRelay(*endpoint, collector.Clock{Now: time.Now, Sleep: time.Sleep}); err != nil {
			return o, fmt.Errorf("-otlp-endpoint: %w", err)
		}
	}
	if _, _, err := net.SplitHostPort(o.addr); err != nil {
		return o, fmt.Errorf("-addr: %q is no address; expected host:port, such as %s", o.addr, defaultAddr)
	}
	flags.Visit(func(f *flag.Flag) { o.asked = o.asked || f.Name == "addr" })
	return o, nil
}

// listen listens on addr. One that nobody asked for is a preference: if its port is
// taken, a free one is used instead, and note says so.
func listen(addr string, asked bool) (listener net.Listener, note string, err error) {
	listener, err = net.Listen("tcp", addr)
	if err == nil || asked || !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, windowsInUse) {
		return listener, "", err
	}
	host, _, _ := net.SplitHostPort(addr)
	listener, err = net.Listen("tcp", net.JoinHostPort(host, "0"))
	return listener, addr + " is taken. ", err
}

// windowsInUse is what Windows says of a port that is taken.
const windowsInUse = syscall.Errno(10048)

// whereIs is the URL of the page for this machine, and what is to be said of others. own
// are the addresses of this machine.
func whereIs(at *net.TCPAddr, own []net.IP) (url, note string) {
	url = fmt.Sprintf("http://%s/", at)
	const lacking = "there, browsers give a page without https neither the clipboard nor the precise clock"
	switch {
	case at.IP.IsLoopback():
		return url, ""
	case !at.IP.IsUnspecified():
		return url, fmt.Sprintf("It is reached from other machines as well; %s.\n", lacking)
	}
	others := ""
	for _, ip := range own {
		if ip.To4() != nil && !ip.IsLoopback() {
			others = fmt.Sprintf(": others reach it at http://%s:%d/", ip, at.Port)
			break
		}
	}
	return fmt.Sprintf("http://localhost:%d/", at.Port),
		fmt.Sprintf("It listens on all addresses of this machine%s, if nothing is in between; %s.\n", others, lacking)
}

// ownAddresses are the addresses of this machine, as far as it knows them.
func ownAddresses() (own []net.IP) {
	all, _ := net.InterfaceAddrs()
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok {
			own = append(own, n.IP)
		}
	}
	return own
}

// newServer is a server that no slow or silent client holds up.
func newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       20 * time.Second, // a body has some spans at most
		WriteTimeout:      5 * time.Minute,  // for the program on a slow line
		IdleTimeout:       20 * time.Second,
		MaxHeaderBytes:    64 << 10,
	}
}

func serveUntilInterrupt(listener net.Listener, handler http.Handler) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	server := newServer(handler)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

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
	"time"

	"fanout/cmd/playground/internal/site"
)

// defaultAddr is where the page is served unless -addr says otherwise. If it is
// taken, any free port of the same host will do.
const defaultAddr = "127.0.0.1:8080"

// serve serves the packed page until it is interrupted.
func serve(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground serve", flag.ContinueOnError)
	flags.SetOutput(stderr)
	dir := flags.String("dir", "dist", "`folder` of the page, as `make dist` lays it out")
	addr := flags.String("addr", defaultAddr, "`host:port` to listen on; port 0 is any free one")
	open := flags.Bool("open", true, "open the page in a browser, if there is one")
	if err := flags.Parse(args); err != nil {
		return usageStatus(err)
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "playground serve: unexpected argument %q\n", flags.Arg(0))
		return 2
	}
	if _, err := os.Stat(filepath.Join(*dir, "index.html")); err != nil {
		fmt.Fprintf(stderr, "playground serve: there is no page in %s; \"make dist\" builds it\n", *dir)
		return 1
	}
	listener, err := listen(*addr)
	if err != nil {
		fmt.Fprintln(stderr, "playground serve:", err)
		return 1
	}
	url := fmt.Sprintf("http://%s/", listener.Addr())
	fmt.Fprintf(stdout, "Fan-out is at %s (Ctrl-C stops it)\n", url)
	if *open {
		openBrowser(url)
	}
	if err := serveUntilInterrupt(listener, site.Handler(os.DirFS(*dir))); err != nil {
		fmt.Fprintln(stderr, "playground serve:", err)
		return 1
	}
	return 0
}

// listen listens on addr. The default address is a preference: if its port is
// taken, a free one is used instead.
func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil && addr == defaultAddr {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return listener, err
}

func serveUntilInterrupt(listener net.Listener, handler http.Handler) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
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

// usageStatus is the exit status for what a FlagSet has already reported.
func usageStatus(err error) int {
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	return 2
}

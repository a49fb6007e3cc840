//go:build !js

package collector

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	coltracepb "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"
)

// longestAnswer is how many bytes of an answer are read.
const longestAnswer = 64 << 10

// answer is what an endpoint said to one request, or why there is no answer.
type answer struct {
	status   string        // such as "503 Service Unavailable"
	failure  string        // why the spans of the request are lost, "" if they are not
	again    bool          // it may be asked again
	wait     time.Duration // and so long it wants to be left alone; 0 if it did not say
	rejected int
	message  string // of an answer that the spans were taken with
}

// asker is a RoundTripper that keeps the last answer. The exporter above it takes any
// answer of 2xx for a success, and some for a failure that are none; so it is told that
// all is well and the answer is judged here, by the OTLP specification, "OTLP/HTTP
// Response".
type asker struct {
	next http.RoundTripper
	now  func() time.Time
	last answer
}

func (a *asker) RoundTrip(request *http.Request) (*http.Response, error) {
	a.last = answer{}
	response, err := a.next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, longestAnswer+1))
	if err != nil {
		return nil, err
	}
	a.last = judge(response, body, a.now())
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: response.Proto, ProtoMajor: response.ProtoMajor, ProtoMinor: response.ProtoMinor,
		Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(nil)), Request: request,
	}, nil
}

// judge reads an answer.
func judge(response *http.Response, body []byte, now time.Time) answer {
	a := answer{status: strings.TrimSpace(response.Status)}
	switch code := response.StatusCode; {
	case code >= 200 && code <= 299:
		a.take(response.Header.Get("Content-Type"), body)
	case code >= 300 && code <= 399:
		a.failure = fmt.Sprintf("it answered %s", a.status)
		if to := response.Header.Get("Location"); to != "" {
			a.failure += fmt.Sprintf(" and leads to %q; expected the URL that takes spans itself", clip(to))
		}
	default:
		a.failure = fmt.Sprintf("it answered %s", a.status)
		switch code {
		case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			a.again, a.wait = true, retryAfter(response.Header.Get("Retry-After"), now)
		}
	}
	return a
}

// take reads the body of an answer of 2xx.
func (a *answer) take(contentType string, body []byte) {
	kind, _, _ := mime.ParseMediaType(contentType)
	var partial coltracepb.ExportTracePartialSuccess
	switch {
	case len(body) > longestAnswer:
		a.failure = "too long"
	case kind == "application/x-protobuf":
		var whole coltracepb.ExportTraceServiceResponse
		if err := proto.Unmarshal(body, &whole); err != nil || len(whole.ProtoReflect().GetUnknown()) > 0 {
			a.failure = "not an ExportTraceServiceResponse"
		} else if p := whole.GetPartialSuccess(); p != nil {
			partial.RejectedSpans, partial.ErrorMessage = p.GetRejectedSpans(), p.GetErrorMessage()
		}
	case kind == "application/json":
		if err := unmarshalJSON(body, &partial); err != nil {
			a.failure = "not an ExportTraceServiceResponse"
		}
	case len(body) > 0 || kind != "":
		a.failure = fmt.Sprintf("of the type %q", clip(contentType))
	}
	if a.failure != "" {
		a.failure = fmt.Sprintf("it answered %s with a body that is no OTLP answer: %s; expected a URL that takes OTLP, such as http://localhost:4318", a.status, a.failure)
		return
	}
	a.rejected, a.message = int(max(0, partial.RejectedSpans)), partial.ErrorMessage
}

// unmarshalJSON reads an answer in OTLP's JSON, in which a number may be a string.
func unmarshalJSON(body []byte, partial *coltracepb.ExportTracePartialSuccess) error {
	var whole struct {
		PartialSuccess struct {
			RejectedSpans json.RawMessage `json:"rejectedSpans"`
			ErrorMessage  string          `json:"errorMessage"`
		} `json:"partialSuccess"`
	}
	in := json.NewDecoder(bytes.NewReader(body))
	in.DisallowUnknownFields()
	if err := in.Decode(&whole); err != nil {
		return err
	}
	partial.ErrorMessage = whole.PartialSuccess.ErrorMessage
	n := strings.Trim(string(whole.PartialSuccess.RejectedSpans), `"`)
	if n == "" {
		return nil
	}
	var err error
	partial.RejectedSpans, err = strconv.ParseInt(n, 10, 64)
	return err
}

// retryAfter reads the header of that name: seconds, or a date. It is 0 if it says nothing.
func retryAfter(text string, now time.Time) time.Duration {
	if n, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// clip keeps a sentence one.
func clip(text string) string {
	const most = 80
	if text = strings.Join(strings.Fields(text), " "); len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

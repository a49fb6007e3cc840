# Fan-out. `make run`, `make desktop` and a bare `make` need git, make and Go,
# and nothing else; `make test` sets up what it needs besides.

GO          ?= go
BUILD       := $(GO) build -trimpath -buildvcs=false
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.7.0
# Not reset when its last window closes: another might be about to open.
SCREEN      := xvfb-run -a -s "-screen 0 1440x900x24 -noreset"

# No C compiler: the program is pure Go on every platform.
export CGO_ENABLED = 0

# Packages without a window in them; their tests run in wasm as well. Of a model it is
# those that compare whole histories with the native ones: what its other tests find in a
# history they would find again.
MODELS := ./sim/guild ./sim/hashring
HISTORIES := ^(TestScenarios|TestModel|TestRestoredWorldGoesOnAsBefore|TestAMillionSessions)$$
SIM  := $(filter-out $(MODELS:./%=fanout/%),$(shell $(GO) list ./sim/...))
# What the page is made of, but for what needs a browser: it is tested in wasm as well.
PAGED = $(filter-out fanout/cmd/playground fanout/render $(MODELS:./%=fanout/%),$(filter fanout/%,$(shell GOOS=js GOARCH=wasm $(GO) list -deps ./cmd/playground))) ./test/seam

GOROOT  := $(shell $(GO) env GOROOT)
SOURCES := go.mod go.sum $(shell find actor envelope sim render cmd -type f -not -name '*_test.go' -not -path '*/testdata/*' -not -path 'actor/bench/*')
PAGE    := $(wildcard web/*.html web/*.css web/*.js web/*.svg web/*.webmanifest web/pack/*.go render/scene/words.go render/pictures/*.go render/pictures/*/words.go render/pictures/*/entry.go render/language/* docs/teaching.md docs/embed.md web/cards/*)
FONTS   := $(wildcard render/fonts/*.otf render/fonts/*.txt)
NATIVE  := build/playground$(shell $(GO) env GOEXE)
# wasm in node: a short environment, since Go's loader has little room for it.
# Its only thread has little to gain from collecting often, short of the 4 GiB there are.
IN_NODE := env -i PATH=$(PATH) HOME=$(HOME) GOGC=400 GOMEMLIMIT=2GiB $(GOROOT)/lib/wasm/go_js_wasm_exec

.DEFAULT_GOAL := check
.PHONY: help run desktop dist check format vet lint unit test verify setup race wasm cross browser readers weighed screentest screens bench weight profile fonts docs clean

help: ## print what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- using it

run: dist $(NATIVE) ## build the page, serve it on this machine, open it
	@$(NATIVE) serve

desktop: $(NATIVE) ## open the playground in a window
	@$(NATIVE) window

dist: dist/index.html ## the page as a folder, for any path of any static host; ADDRESS=URL is where it will be

# --- working on it

check: format vet lint unit ## what to run before a commit: formatting, vet, lint, tests

format: ## fail if gofmt would change anything
	@out=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "gofmt these files:"; echo "$$out"; exit 1; }

.PHONY: tidy
tidy: ## fail if go.mod lists too much or too little
	$(GO) mod tidy -diff

vet: ## go vet, for the desktop and for the browser
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./...

lint: ## staticcheck
	$(GO) run $(STATICCHECK) ./...

unit: ## the Go tests that need no display
	$(GO) test ./...

fonts: ## cut the embedded fonts again (needs fonttools and the originals)
	render/fonts/make.sh

screens: browser-deps dist $(NATIVE) ## pictures of all sizes and states into build/screens, the README's into docs, those of cards into web/cards
	@mkdir -p build/screens
	node test/browser/screens.js
	$(SCREEN) node test/desktop/screens.js
	$(SCREEN) node test/desktop/cards.js

bench: browser-deps dist $(NATIVE) build/bare.wasm ## what frames and the start cost, in page and window (ROUNDS=5)
	$(SCREEN) node test/bench/bench.js $(ROUNDS)

profile: browser-deps build/named.wasm wasm_exec.js ## where the page's main thread spends its time (STATE=start, rest, mid or paused)
	$(GO) run ./web/pack -o build/profiled -wasm build/named.wasm -exec wasm_exec.js -fonts render/fonts -go $(GO) -modfile $(CHANGED) -address ""
	$(SCREEN) node test/bench/profile.js build/profiled $(STATE)

weight: dist build/named.wasm ## what the page weighs in brotli, and whose share is what
	@node test/weight/weight.js

docs: ## draw the imports for docs/architecture.md, and the figures of docs/performance.md
	$(GO) run ./docs/importgraph
	$(GO) run ./docs/costs docs/costs/*.txt

clean: ## remove what was built
	rm -rf build dist dist.part-* wasm_exec.js test/browser/node_modules test/readers/speedscope/node_modules

# --- testing it

test: setup format tidy vet lint ## what every change has to pass, in about 25 minutes on two cores; installs what it needs
	$(SCREEN) $(GO) test ./...
	$(MAKE) -j2 models-in-wasm weighed race
	$(MAKE) browser screentest

verify: test ## everything, however long it takes
	$(MAKE) -j2 wasm on386 cross
	GOOS=darwin GOARCH=amd64 $(BUILD) $(NAMED) -o build/darwin-amd64/ ./cmd/playground
	GOOS=windows GOARCH=arm64 $(BUILD) $(NAMED) -o build/windows-arm64/ ./cmd/playground
	$(GO) test -count=1 -tags verify -timeout 60m ./...
	$(SCREEN) node --test --test-timeout=1800000 test/browser/*.verify.js
	$(SCREEN) node --test test/desktop/*.verify.js

setup: ## install what the tests need (Debian), or name what is missing
	@test/setup

race: ## what runs on more than one goroutine, under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -short ./envelope/... ./cmd/playground ./cmd/playground/internal/seeds ./cmd/playground/internal/collector
	CGO_ENABLED=1 $(GO) test -race -short -run 'Real|Example' ./actor/...
	CGO_ENABLED=1 $(GO) test -race -short -run 'Seeds|Procs' ./cmd/playground/internal/headless ./cmd/playground/internal/comparisons ./cmd/playground/internal/sweeps

# The real-time driver is for native programs: one goroutine per node would starve
# the others on wasm's only thread.
wasm: models-in-wasm ## the tests of what the page is made of in wasm, under node
	GOOS=js GOARCH=wasm $(GO) test -short -skip '^TestRealTime' -exec="$(IN_NODE)" $(PAGED)

# Apart, since a process in wasm has one thread.
.PHONY: models-in-wasm
models-in-wasm:
	GOOS=js GOARCH=wasm $(GO) test -short -run '$(HISTORIES)' -exec="$(IN_NODE)" $(MODELS)

# Where a word has 32 bits and an int64 need not be aligned.
.PHONY: on386
on386:
ifeq ($(shell $(GO) env GOHOSTARCH),amd64)
	GOARCH=386 $(GO) test -short ./actor/... ./envelope/... $(SIM)
	GOARCH=386 $(GO) test -short -run '$(HISTORIES)' $(MODELS)
else
	@echo "the tests on 386 need a processor of that family"
endif

cross: ## build for Windows and macOS
	GOOS=windows GOARCH=amd64 $(BUILD) $(NAMED) -o build/windows/ ./cmd/playground
	GOOS=darwin GOARCH=arm64 $(BUILD) $(NAMED) -o build/darwin/ ./cmd/playground

browser: browser-deps dist $(NATIVE) build/headless.wasm ## the page in headless Chromium, and in Firefox and WebKit on a screen
	$(SCREEN) node --test --test-concurrency=2 test/browser/*.test.js

# Each is separate. The first time they download some 100 MB and compile for some
# minutes; JAEGER=FILE is a Jaeger that is built already.
readers: browser-deps $(NATIVE) test/readers/speedscope/node_modules/.package-lock.json ## the real Jaeger, Collector and speedscope read what is exported
	node --test test/readers/speedscope/*.test.js
	$(GO) -C test/readers/collector test ./...
	$(GO) -C test/readers/jaeger test ./...

weighed: browser-deps dist ## what the page weighs, held to its bound
	node --test test/weight/*.test.js

screentest: $(NATIVE) ## the window, under Xvfb
	$(SCREEN) node --test --test-concurrency=1 test/desktop/*.test.js

# --- files

# What the program says of itself. The Go command does not look into git, so that the
# same sources give the same bytes; a commit alone is a reason to link again.
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null)
COMMIT  := $(shell git rev-parse HEAD 2>/dev/null)
# What runs seldom, or draws at most ten times a second, is compiled for the page without
# inlining: its download is 300 kB smaller by it, and a frame costs the same. What moves with
# every frame and what delivers messages is not in the list.
SELDOM  := go/... text/... encoding/... regexp/... archive/... compress/... crypto/... log/... math/big net/... os/... \
	github.com/go-logr/... github.com/hajimehoshi/ebiten/v2/internal/gamepad... github.com/hajimehoshi/ebiten/v2/internal/shader \
	github.com/hajimehoshi/ebiten/v2/internal/shaderir/... go.opentelemetry.io/auto/... go.opentelemetry.io/otel/internal/... \
	google.golang.org/protobuf/... fanout/cmd/... fanout/sim/challenge fanout/sim/chapter fanout/sim/export fanout/sim/otlp \
	fanout/render/guide fanout/render/language fanout/render/pictures/guild/micro fanout/render/pictures/hashring \
	fanout/render/scene fanout/render/worldmap
SMALL   := $(SELDOM:%=-gcflags=%=-l)
NAMED   := -ldflags "-X main.version=$(VERSION) -X main.commit=$(COMMIT)"

.PHONY: always
build/version: always
	@mkdir -p build
	@echo "$(VERSION) $(COMMIT)" | cmp -s - $@ || echo "$(VERSION) $(COMMIT)" >$@

$(NATIVE): $(SOURCES) build/version
	$(BUILD) $(NAMED) -o $@ ./cmd/playground

# The page is built from modules with the patches of web/upstream, a quarter smaller by them.
CHANGED := build/upstream/go.mod

$(CHANGED): go.mod go.sum $(shell find web/upstream -type f) $(wildcard render/*.kage)
	web/upstream/make.sh $(@D) $(GO)

build/playground.wasm: $(SOURCES) $(CHANGED)
	GOOS=js GOARCH=wasm $(BUILD) -modfile=$(CHANGED) $(SMALL) -ldflags "-s -w" -o $@ ./cmd/playground

build/named.wasm: $(SOURCES) $(CHANGED)
	GOOS=js GOARCH=wasm $(BUILD) -modfile=$(CHANGED) $(SMALL) -o $@ ./cmd/playground

build/headless.wasm: $(SOURCES)
	GOOS=js GOARCH=wasm $(BUILD) -o $@ ./cmd/playground/internal/headless/node

build/bare.wasm: $(wildcard cmd/bare/*.go) go.mod
	GOOS=js GOARCH=wasm $(BUILD) -ldflags "-s -w" -o $@ ./cmd/bare

# The loader must be the one of the toolchain that built the program.
wasm_exec.js: $(GOROOT)/lib/wasm/wasm_exec.js
	cp $< $@

dist/index.html: build/playground.wasm wasm_exec.js $(PAGE) $(FONTS) LICENSE
	$(GO) run ./web/pack -o dist -wasm build/playground.wasm -exec wasm_exec.js -fonts render/fonts -go $(GO) -modfile $(CHANGED) -address "$(ADDRESS)"
	@touch $@

.PHONY: browser-deps
browser-deps: test/browser/node_modules/.package-lock.json

test/%/node_modules/.package-lock.json: test/%/package-lock.json
	cd $(@D)/.. && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

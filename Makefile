# The targets a developer needs; `make` alone lists them. CI calls `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help

TAGS := portaudio
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
FUZZTIME ?= 30s
CORPUS ?= ../shared/corpus
ONNX := tools/bench-onnx
EMULATED := Golden|Alone|Layers|Vector|Allocate
WEB_SRC := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/test-results -prune -o -type f -print)

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build and start the monitor: microphones, or the bundled session when there are none
	@exec bin/monitor run $(ARGS)

build: need-run web ## build bin/monitor with microphones and dashboard
	@go build -tags '$(TAGS)' -trimpath -ldflags '$(LDFLAGS)' -o bin/monitor ./cmd/monitor

web: web/dist/index.html ## build the dashboard into web/dist

web/dist/index.html: web/node_modules/.stamp $(WEB_SRC)
	@cd web && npm run --silent build -- --logLevel error && touch dist/index.html

web/node_modules/.stamp: web/package-lock.json
	@cd web && npm ci --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/.stamp

test: need-test lint test-go test-web e2e ## everything: lint, go test -race, web tests, real microphone, real browser

test-go: need-test web
	go vet -tags '$(TAGS) integration' ./...
	CGO_ENABLED=0 go build ./...
	go test -race -tags '$(TAGS) integration' ./...
	go test ./internal/align ./internal/archive ./internal/bleed ./internal/review ./internal/session ./cmd/monitor # minutes of sound on one goroutine, which the race detector makes ten times longer

test-web: web/node_modules/.stamp
	cd web && npm run --silent check && npm run --silent lint && npm run --silent test

emulate: ## the detector's tests on an ARM processor and on one without AVX-512, both emulated
	@scripts/need emulate
	CGO_ENABLED=0 GOARCH=arm64 go test -exec qemu-aarch64 -run '$(EMULATED)' ./internal/vad/silero
	CGO_ENABLED=0 GOARCH=amd64 go test -exec 'qemu-x86_64 -cpu Haswell' -run '$(EMULATED)' ./internal/vad/silero

e2e: need-test build ## browser tests on the real program
	cd web && npm run --silent e2e && npm run --silent e2e:real

lint: .bin/golangci-lint web ## golangci-lint and go mod tidy
	.bin/golangci-lint run ./...
	go mod tidy -diff

fmt: .bin/golangci-lint web/node_modules/.stamp ## format Go and web sources
	.bin/golangci-lint fmt ./...
	cd web && npx prettier --log-level warn --write .

fuzz: web ## every fuzz target for FUZZTIME (30s)
	@scripts/fuzz $(FUZZTIME)

bench: need-test build ## benchmarks, and sound to screen
	go test -tags '$(TAGS)' -run '^$$' -bench . -benchmem ./...
	bin/monitor bench
	cd web && npm run --silent bench
	@if $(MAKE) --silent $(ONNX)/node_modules/.stamp; then $(MAKE) --silent bench-onnx; \
	else echo 'not compared with ONNX Runtime: npm cannot fetch it'; fi

bench-onnx: $(ONNX)/node_modules/.stamp ## the detector against ONNX Runtime, in the same run
	@cd $(ONNX) && go run .

$(ONNX)/node_modules/.stamp: $(ONNX)/package-lock.json
	@cd $(ONNX) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.stamp

accuracy: ## the tables of docs/accuracy.md, measured on CORPUS
	go run ./tools/accuracy --corpus '$(CORPUS)'

dev: need-run web/node_modules/.stamp ## program and dashboard with reload on change
	@scripts/dev $(ARGS)

.bin/golangci-lint:
	GOBIN=$(CURDIR)/.bin go install $(GOLANGCI)

need-run:
	@scripts/need run

need-test:
	@scripts/need test

.PHONY: help run build web test test-go test-web emulate e2e lint fmt fuzz bench bench-onnx accuracy dev need-run need-test

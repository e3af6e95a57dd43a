# Everything a person does in this checkout; `make help` lists it. Nothing needs root, and root works.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export PATH := $(CURDIR)/.cache/bin:$(CURDIR)/.cache/cargo/bin:$(PATH)
TARGET := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)
DATA ?= ./data
LISTEN ?= 127.0.0.1:8080
SEARCH_DATA ?= ../shared/data
BENCH_SECONDS ?= 5

.PHONY: help run web test test-rust test-web test-browser test-size screenshots accept check fmt bench bench-gateway bench-import bench-search

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: web ## Build and start Polydesk with the demo on http://localhost:8080 (data in ./data)
	@scripts/ensure-postgres.sh
	cargo build --workspace --bins
	exec $(TARGET)/debug/polydesk serve --demo --listen $(LISTEN) --data $(DATA)

web: ## Build the front end into web/dist (skipped when nothing changed)
	@scripts/build-web.sh

test: ## Run all tests: Rust, front end, browser
	@scripts/test.sh

test-rust: ## Run the Rust tests against a throw-away PostgreSQL
	@scripts/test.sh rust

test-web: ## Run the front end's unit tests
	@scripts/test.sh web

test-browser: ## Run the browser tests in headless Chromium
	@scripts/test.sh browser

screenshots: web ## Take a picture of every screen: docs/screenshots and docs/screens.md
	@scripts/ensure-postgres.sh && scripts/ensure-chromium.sh
	cargo build --workspace --bins
	cd web && POLYDESK_BIN=$(TARGET)/debug/polydesk POLYDESK_SCREENSHOTS=$(CURDIR)/docs/screenshots \
		npx playwright test -c e2e/playwright.config.ts screens.spec.ts -g 'zh-CN|gallery'

test-size: ## The lists of a tenant with 200,000 customers, by their plans (takes minutes)
	@scripts/ensure-postgres.sh
	cargo build --workspace --bins --tests
	POLYDESK_TEST_CUSTOMERS=200000 $(TARGET)/debug/polydesk-testpg exec \
		cargo nextest run --workspace --profile ci -E 'binary(size)' --run-ignored all --no-capture

check: ## Formatting, lints, types, licences
	cargo fmt --all --check
	@mkdir -p web/dist
	cargo clippy --workspace --all-targets -- -D warnings
	@scripts/ensure-cargo-deny.sh
	cargo deny --log-level error check bans licenses sources
	@if [ -f web/package.json ]; then \
		scripts/build-web.sh --install-only && cd web && npm run --silent lint && npm run --silent typecheck; fi

fmt: ## Format the Rust code
	cargo fmt --all

accept: ## Rewrite what is generated: openapi.json, docs, snapshots, the TypeScript client
	@scripts/ensure-postgres.sh
	cargo build --workspace --bins --tests
	POLYDESK_ACCEPT=1 INSTA_UPDATE=always $(TARGET)/debug/polydesk-testpg exec \
		cargo test -p server --test it -- architecture contract
	@scripts/build-web.sh --install-only
	cd web && npm run --silent generate

# Optimised, but without the link-time optimisation of a release, which doubles the wait for some per cent.
OPTIMISED := --release --config 'profile.release.lto="off"' --config profile.release.codegen-units=16

bench: web ## Requests a second beside pgbench, memory, start times (takes minutes)
	@scripts/ensure-postgres.sh
	cargo build $(OPTIMISED) -p server -p bench --bins
	@ulimit -n $$(ulimit -Hn) && $(TARGET)/release/bench $(TARGET)/release/polydesk $(BENCH_SECONDS)

bench-search: web ## Search and answers over HTTP on labelled data (SEARCH_DATA, default ../shared/data)
	@scripts/ensure-postgres.sh
	cargo build $(OPTIMISED) -p server -p bench --bins
	@ulimit -n $$(ulimit -Hn) && $(TARGET)/release/bench-search $(TARGET)/release/polydesk $(SEARCH_DATA)

bench-import: web ## 100,000 customers from a file, beside COPY of the same rows
	@scripts/ensure-postgres.sh
	cargo build $(OPTIMISED) -p server -p bench --bins
	@$(TARGET)/release/bench-import $(TARGET)/release/polydesk

bench-gateway: web ## The AI gateway beside a bare proxy, judged against its goals (BENCH_SECONDS a measurement)
	@scripts/ensure-postgres.sh
	cargo build $(OPTIMISED) -p server -p bench --bins
	@$(TARGET)/release/bench-gateway $(TARGET)/release/polydesk $(BENCH_SECONDS)

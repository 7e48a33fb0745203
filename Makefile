# Baton: build, test, look at it. `make` alone lists what there is.

# The executable that the acceptance scenarios are played against, where they lie, and which of them are played.
BATON ?= .build/debug/baton
ACCEPTANCE_FOLDER ?= ../shared/acceptance
ACCEPTANCE_SCENARIOS ?= *.yaml managers/*.yaml prices/*.yaml indexation/*.yaml positions/*.yaml documents/*.yaml
# Arguments of the benchmark and of its check: make bench BENCH='drain --events 100000'
BENCH ?= all --svg .build/bench.svg --json-file .build/bench.json
BENCH_CHECK ?=
# Arguments of the demonstration and of the year, and which parts of a fresh Debian are tried: make fresh FRESH='--archive main --only demo'
DEMO ?=
YEAR ?=
FRESH ?=
# How long each decoder is fuzzed: make fuzz FUZZ=600
FUZZ ?= 60

sources := Sources Tests Benchmarks/Sources Benchmarks/Package.swift Package.swift
bench := Benchmarks/.build/release/bench
acceptance := '$(BATON)' '$(ACCEPTANCE_FOLDER)' $(foreach name,$(ACCEPTANCE_SCENARIOS),'$(name)')

.PHONY: help demo year test build deb check-deb monitoring lint format unit integration faults cluster fuzz sanitize acceptance bench \
        bench-check bench-record build-bench install-packages fresh debian13 clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: install-packages build ## starts everything and shows a small day of a marketplace; Ctrl-C ends it
	@deploy/dev/demo --baton .build/release/baton $(DEMO)

year: install-packages ## shows a year of an agency of twenty in Baton's pages; Ctrl-C ends it
	@deploy/dev/year $(YEAR)

test: install-packages ## everything: style, build, unit and integration tests, acceptance scenarios
	@deploy/dev/test $(acceptance)

build: ## the executables for production: .build/release/baton and baton-adapter, need no Swift where they run
	swift build --configuration release --static-swift-stdlib --product baton
	swift build --configuration release --static-swift-stdlib --product baton-adapter

deb: build ## packages for Debian: .build/baton_<version>_<architecture>.deb and baton-adapter_…, version from the tag or CHANGELOG.md
	@deploy/package

check-deb: build ## lintian; install, upgrade, remove and purge twice, and an upgrade under load, in a Debian of its own; needs root
	@deploy/dev/install-packages debootstrap dpkg-dev binutils lintian
	@deploy/dev/check-package --made

monitoring: ## alerts and dashboard of deploy/monitoring, checked by promtool
	@deploy/dev/install-packages prometheus
	@deploy/dev/check-monitoring

lint: ## style of Swift, faults in scripts, hardness of the systemd unit
	swift format lint --strict --recursive $(sources)
	@deploy/dev/check-scripts
	@deploy/dev/check-unit

format: ## brings the Swift sources into the project's style
	swift format --in-place --recursive $(sources)

unit: ## Swift tests that need no server
	swift test

integration: ## all Swift tests, with private PostgreSQL and RabbitMQ
	swift build --build-tests
	@deploy/dev/servers run -- deploy/dev/swift-tests

faults: ## the whole fault suite, long scenarios too; WRITE=1 puts the measured recoveries into docs/reliability.md
	swift build --build-tests
	@deploy/dev/faults $(if $(WRITE),--write)

cluster: ## a broker's cluster, a replicated database and a network that breaks, half an hour; as root; WRITE=1, EARLIER=executable
	swift build --build-tests
	@deploy/dev/cluster $(if $(WRITE),--write) $(if $(EARLIER),--earlier '$(EARLIER)') $(acceptance)

fuzz: ## spoils messages, configurations and frames for FUZZ seconds
	swift build --build-tests
	BATON_FUZZ_SECONDS=$(FUZZ) swift test --skip-build --filter FuzzTests

sanitize: ## the Swift tests under the address sanitizer, then under the thread sanitizer, in builds of their own
	@deploy/dev/sanitize address
	@deploy/dev/sanitize thread

acceptance: ## the acceptance scenarios, where they are present, against BATON
	@deploy/dev/acceptance $(acceptance)

bench: build-bench ## measures everything against private servers, some ten minutes: docs/performance.md
	@deploy/dev/servers run -- $(bench) $(BENCH)

bench-check: build-bench ## fails where W1 is slower than 0.8 of the recorded ratio to a minimal program
	@deploy/dev/servers run -- $(bench) check $(BENCH_CHECK)

bench-record: build-bench ## records that ratio again: deploy/dev/bench-baseline.json
	@deploy/dev/servers run -- $(bench) record $(BENCH_CHECK)

build-bench: build
	swift build --package-path Benchmarks --configuration release --static-swift-stdlib --product bench

fresh: ## the README's two commands on a fresh Debian 12 in a folder, as FRESH says; half an hour and more
	@deploy/dev/install-packages debootstrap
	@deploy/dev/fresh $(FRESH)

debian13: ## the acceptance scenarios against RabbitMQ 4 and PostgreSQL 17 of Debian 13 in a folder, with BATON; CLUSTER=1
	@deploy/dev/install-packages debootstrap
	@deploy/dev/debian13 $(if $(CLUSTER),--cluster) $(acceptance)

install-packages: ## the Debian packages that building and testing need
	@deploy/dev/install-packages

clean: ## removes what was built
	swift package clean

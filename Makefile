# Each target installs what it needs, Go itself aside, on Debian and Ubuntu;
# elsewhere it says what is missing. The two to know are `run` and `test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: wine keyring netns fuzz help run settlectl windows test lint fmt sim bench shots smoke trial clean

help:
	@printf '%s\n' \
		'make run        build and open Settle (without a display: show the main job here)' \
		'make test       run every test, with the race detector' \
		'make lint       check the code and the scripts' \
		'make fmt        format the code' \
		'make sim        simulate the whole system through 10,000 storms (SEEDS=N: so many; SEED=N: that one again)' \
		'make fuzz       run every fuzz target for ten minutes (TIME=T: so long; JOBS=N: so many at once)' \
		'make bench      measure, and write the medians to docs/bench.md' \
		'make smoke      do the main job in the real window with mouse and keyboard' \
		'make shots      picture every screen, light and dark, into docs/screens' \
		'make trial TRIAL=FOLDER   import rooms.csv, rooms_unavailable.csv and arrivals.csv from FOLDER' \
		'make keyring    try the key of a data folder with a real keyring' \
		'make netns      share between machines in networks of their own: cuts, losses, kills, a hostile one (root)' \
		'make settlectl  build bin/settlectl, the command-line twin' \
		'make windows    build both programs for Windows into bin/windows' \
		'make wine       run what was built for Windows, with Wine 9 or newer' \
		'make clean      remove what was built'

run:
	@scripts/run.sh

settlectl:
	@scripts/deps.sh cgo
	@mkdir -p bin
	go build -o bin/settlectl ./app/settlectl

windows:
	@scripts/windows.sh

wine:
	@scripts/wine.sh

test:
	@scripts/deps.sh window
	LANG=en_GB.UTF-8 go test -race -timeout 20m ./...

lint:
	@scripts/deps.sh window shell
	shellcheck -x scripts/*.sh .ci/run
	tool=$$(scripts/tools.sh); "$$tool" run ./...

fmt:
	tool=$$(scripts/tools.sh); "$$tool" fmt

sim:
	go test ./app/simulation -run TestSimulation -v -count=1 -timeout 0 $(if $(SEED),-seed $(SEED),-seeds $(or $(SEEDS),10000))

fuzz:
	@scripts/deps.sh cgo
	scripts/fuzz.sh

bench:
	@scripts/deps.sh window screen data
	scripts/bench.sh

smoke:
	@scripts/deps.sh window screen data
	scripts/smoke.sh

shots:
	@scripts/deps.sh window screen data
	scripts/shots.sh

trial:
	@scripts/deps.sh cgo data
	scripts/trial.sh "$(TRIAL)"

keyring:
	@scripts/deps.sh cgo keyring
	scripts/keyring.sh

netns:
	@scripts/deps.sh cgo data netns
	scripts/netns.sh

clean:
	rm -rf bin .bin

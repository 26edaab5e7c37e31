# Short names for the build steps; `cargo xtask --help` lists them all.
.DEFAULT_GOAL := help
.PHONY: help run test check e2e site bench drills attack soak package pictures

help:
	@echo "make run       build everything and start Rembuk with its demo city"
	@echo "make test      run all checks and tests (installs PostgreSQL, Chromium and Playwright where they are missing)"
	@echo "make check     check formatting, lints, layering, migrations and translations"
	@echo "make e2e       walk the product in a browser"
	@echo "make site      build the WebAssembly module and the styles only"
	@echo "make bench     measure the release build: answer times, bytes of a first visit, the disk"
	@echo "make drills    play attacks and faults: a hostile crowd, a full disk, a lost database, kill -9"
	@echo "make attack    attack the demo city: wapiti, sqlmap, hostile strings through every field (long, fetches tools)"
	@echo "make soak      live random years for long, on both databases; STEPS=20000 acts each"
	@echo "make package   build one program and a Debian package into target/package"
	@echo "make pictures  take a screenshot of every page"
run:
	@cargo xtask run
test:
	@cargo xtask test
check:
	@cargo xtask check
e2e:
	@cargo xtask e2e
site:
	@cargo xtask site
bench:
	@cargo xtask bench
drills:
	@cargo xtask drills
attack:
	@cargo xtask attack
soak:
	@REMBUK_SOAK_STEPS=$${STEPS:-20000} cargo xtask postgres -- cargo nextest run --workspace --exclude frontend -E 'binary(years)'
package:
	@cargo xtask package
pictures:
	@cargo xtask pictures

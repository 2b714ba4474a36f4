# ptce: build, run, check.  "make help" says what there is.
#
#   make run                     the sample campaign, end to end
#   make check VARIANT=asan      another variant: release (default), debug, asan, cov
#   make build CC=clang          another compiler, in its own folder (build/release-clang)
#
# CFLAGS and LDFLAGS are yours: they are only added to. PREFIX and DESTDIR are for "make install".
# V=1 shows the commands.

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.SUFFIXES:

ifeq ($(origin CC),default)
CC := gcc
endif
AR ?= ar
VARIANT ?= release
PREFIX ?= /usr/local
DESTDIR ?=
SYSCONFDIR ?= /etc
WERROR ?= -Werror

ifeq ($(V),1)
say = @:
Q :=
else
say = @printf '  %-3s %s\n'
Q := @
endif

compiler := $(notdir $(firstword $(CC)))
B := build/$(VARIANT)$(if $(filter-out gcc,$(compiler)),-$(compiler))

# ---- What the variants differ in ------------------------------------------------------------------

variant_release := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
variant_debug   := -Og
variant_asan    := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
variant_cov     := -O0 --coverage
# libFuzzer's, by make fuzz: clang's alone.
variant_fuzz    := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
variant_flags   := $(variant_$(VARIANT))
ifeq ($(strip $(variant_flags)),)
$(error VARIANT=$(VARIANT): choose release, debug, asan, cov (or fuzz, with clang))
endif

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla -Wformat=2 -Wcast-qual -Wwrite-strings -Wdate-time $(WERROR)
common   := -std=c11 -D_GNU_SOURCE
house    := $(common) -Ipipeline -include base/banned.h
machine  := -g -fstack-protector-strong -fPIE -ffile-prefix-map="$(CURDIR)=."

cflags   := $(warnings) $(machine) $(variant_flags) $(CFLAGS)
ldflags  := -pie -Wl,-z,relro,-z,now,--as-needed $(variant_flags) $(LDFLAGS)
# The library's call of lxw_tmpfile is to find ours (publish/workbook_tmpfile.c).
tmpfile  := -Wl,--undefined=lxw_tmpfile
libs      = $(tmpfile) -lcsv -ljansson -lxlsxwriter -lutf8proc -lpcre2-8 -lcrypto -lminizip -lexpat -lz -lm -lpthread

# ---- What is built, lowest layer first ------------------------------------------------------------

layers           := base model collect read validate aggregate publish
sources          := $(foreach l,$(layers),$(sort $(wildcard pipeline/$(l)/*.c))) \
                    $(sort $(wildcard pipeline/*.c))
objects          := $(sources:%.c=$(B)/%.o)
library_objects  := $(filter-out $(B)/pipeline/main.o,$(objects))

campaign_sources := $(sort $(wildcard tests/campaign/*.c))
campaign_objects := $(campaign_sources:%.c=$(B)/%.o)

bench_sources    := $(sort $(wildcard tests/bench/*.c))
bench_objects    := $(bench_sources:%.c=$(B)/%.o)
bench_programs   := $(bench_sources:tests/bench/%.c=$(B)/bench/%)

unit_sources     := $(sort $(wildcard tests/unit/test_*.c))
unit_helpers     := $(filter-out $(unit_sources),$(sort $(wildcard tests/unit/*.c)))
unit_objects     := $(unit_sources:%.c=$(B)/%.o) $(unit_helpers:%.c=$(B)/%.o)
unit_programs    := $(unit_sources:tests/unit/%.c=$(B)/unit/%)

apps_sources     := $(sort $(wildcard tests/apps/*.c))
apps_objects     := $(apps_sources:%.c=$(B)/%.o)
apps_programs    := $(apps_sources:tests/apps/%.c=$(B)/apps/%)

figure_sources   := $(sort $(wildcard tests/figure/*.c))
figure_objects   := $(figure_sources:%.c=$(B)/%.o)
figure_programs  := $(B)/figure/draw-figures $(B)/figure/lint-figure
figure_helpers   := $(B)/tests/figure/svg.o $(B)/tests/figure/marks.o $(B)/tests/figure/lint_marks.o \
                    $(B)/tests/figure/lint_lines.o

faults_sources   := $(sort $(wildcard tests/faults/*.c))
faults_objects   := $(faults_sources:%.c=$(B)/%.o)
faults_programs  := $(B)/faults/inject $(B)/faults/memory.so

fuzz_sources     := $(sort $(wildcard tests/fuzz/fuzz_*.c))
fuzz_objects     := $(fuzz_sources:%.c=$(B)/%.o) $(B)/tests/fuzz/fuzz.o $(B)/tests/fuzz/replay.o
fuzz_programs    := $(fuzz_sources:tests/fuzz/%.c=$(B)/fuzz/%)

program  := $(B)/ptce
library  := $(B)/libptce.a
campaign := $(if $(campaign_sources),$(B)/campaign)
scripts   = $(sort $(wildcard tests/$(1)/*.sh))

# ---- Packages (Debian) ----------------------------------------------------------------------------

packages       := make gcc libc6-dev libcsv-dev libjansson-dev libxlsxwriter-dev gnuplot-nox \
                  libutf8proc-dev libpcre2-dev libssl-dev libminizip-dev libexpat1-dev zlib1g-dev fonts-liberation
packages_check := libcmocka-dev libxml2-utils unzip zip faketime locales
packages_lint  := $(packages) $(packages_check) clang clang-format clang-tidy cppcheck shellcheck mandoc
packages_bench := time valgrind
packages_peers  = mawk miller python3-pandas python3-xlsxwriter python3-matplotlib $(if $(shell command -v npm),,nodejs npm)
packages_deb   := dpkg-dev binutils
packages_root  := $(packages_deb) lintian cron logrotate openssh-server openssh-client adduser e2fsprogs xfsprogs mount
packages_fuzz  := clang libclang-rt-14-dev
# A node that came from elsewhere brings its own npm, which Debian's would not go with.
packages_apps   = chromium libreoffice-calc-nogui $(if $(shell command -v npm),,nodejs npm)

# ---- Targets --------------------------------------------------------------------------------------

.PHONY: help run check check-asan check-quick check-unit check-cases check-e2e check-apps check-faults check-root check-corpus check-speed docs deb bench bench-peers fuzz fuzz-run lint format flags \
        build deps deps-fuzz deps-check deps-lint deps-bench deps-peers deps-deb deps-root deps-apps install clean FORCE

help: ## say what there is (this text)
	@echo 'ptce: make TARGET [VARIANT=release|debug|asan|cov] [CC=gcc|clang]'
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: deps ## install what is missing, build, run the month on the sample campaign
	@$(MAKE) $(program)
	@$(program) --root . --contract pipeline/contract --now 2026-11-12T06:00:00Z --settle 0 run 2026-10; \
	rc=$$?; [ $$rc -eq 1 ] || exit $$rc   # 1 = done, with errors in returns: the campaign has some

build: $(program) $(campaign) $(unit_programs) $(fuzz_programs) $(figure_programs) ## build the program and all that make check runs

# ---- Tests ----------------------------------------------------------------------------------------
# Every test says "ok NAME" or "not ok NAME" on a line of its own; check adds these lines up. One that
# fails, or says nothing, without a "not ok" line is given one.

# The sanitizers' findings go to files: nobody may be reading a worker's stderr.
test_env := PTCE='$(CURDIR)/$(program)' CAMPAIGN='$(CURDIR)/$(B)/campaign' BUILD='$(CURDIR)/$(B)' \
            CONTRACT='$(CURDIR)/pipeline/contract' LC_ALL=C.UTF-8 TZ=UTC
ifeq ($(VARIANT),asan)
found    := $(CURDIR)/$(B)/sanitizer/found
test_env += ASAN_OPTIONS='detect_leaks=1:exitcode=99:log_path=$(found)' \
            UBSAN_OPTIONS='print_stacktrace=1:exitcode=99:log_path=$(found)' LSAN_OPTIONS='exitcode=99'
endif

define tests_begin
export $(test_env); rm -rf $(B)/sanitizer; mkdir -p $(B)/sanitizer; \
tap() { \
    local rc name="$$1" log=$(B)/tap.$$$$.log; shift; \
    "$$@" </dev/null 2>&1 | tee $$log; rc=$${PIPESTATUS[0]}; \
    if ! grep -q '^not ok ' $$log && { [ $$rc -ne 0 ] || ! grep -q '^ok ' $$log; }; then \
        echo "not ok $$name: ended with status $$rc"; \
    fi; \
    rm -f $$log; \
}
endef
unit   = VIA=env CMOCKA_MESSAGE_OUTPUT=TAP tests/side-by-side unit $(unit_programs)
cases  = $(if $(wildcard tests/cases/*/cmd),tap cases tests/cases/run $(B:build/%=%),:)
corpus = tap corpus tests/corpus/run $(B:build/%=%)
fuzz   = VIA=tests/fuzz/replay tests/side-by-side fuzz $(fuzz_programs)
e2e    = tests/side-by-side e2e $(call scripts,e2e)
faults = tests/side-by-side faults $(call scripts,faults)
root   = tests/side-by-side root $(call scripts,root)
apps   = tests/side-by-side apps $(call scripts,apps)
clear  = for f in $(B)/sanitizer/*; do [ ! -e $$f ] || { cat $$f; echo "not ok sanitizer $$f"; }; done
add_up = awk '/^ok /{ok++} /^not ok /{bad++} \
    END {printf "ptce: %d passed, %d failed\n", ok, bad; exit bad>0 || ok==0}' $(B)/$@.log
run_tests = @$(tests_begin); { $(1); $(clear); } | tee $(B)/$@.log; $(add_up)

docs: $(program) ## write the pages of docs/ that are made from the contract
	$(program) --contract pipeline/contract contract messages > docs/messages.md
	$(program) --contract pipeline/contract contract guide > docs/guide-de-depot.md

check: deps-check ## install what the tests need, build, run all tests; last line: N passed, N failed
	@$(MAKE) build
	$(call run_tests,$(unit); $(fuzz); $(cases); $(corpus); $(e2e))

# The corpus is read by the fuzz target "delivery", all of it in one process.
check-asan: $(if $(filter clang,$(compiler)),deps-fuzz) ## the tests under the sanitizers, without corpus and end-to-end scripts as such
	@$(MAKE) check-quick VARIANT=asan

check-quick: deps-check
	@$(MAKE) build
	$(call run_tests,$(unit); $(fuzz); $(cases))

check-unit: $(unit_programs) ## run the unit tests alone
	$(call run_tests,$(unit))

check-cases: $(program) ## run the cases alone (UPDATE=1 rewrites what they expect)
	$(call run_tests,$(cases))

check-corpus: $(program) ## run the corpus of files alone
	$(call run_tests,$(corpus))

check-e2e: $(program) $(campaign) $(figure_programs) ## run the end-to-end tests alone
	$(call run_tests,$(e2e))

check-apps: deps-apps ## run the tests that need large applications and others' test suites
	@$(MAKE) $(program) $(apps_programs)
ifeq ($(call scripts,apps),)
	@printf 'ptce: there are no application tests yet\nptce: 0 passed, 0 failed\n'
else
	$(call run_tests,$(apps))
endif

check-faults: deps-check ## run the tests of faults: kills, full disks, hostile files (minutes, both processors)
	@$(MAKE) $(program) $(campaign) $(faults_programs)
	$(call run_tests,$(faults))

check-root: deps-check deps-root ## run the tests that need root: the package, cron, SFTP, power cuts
	@$(MAKE) $(program) $(campaign) $(faults_programs)
	$(call run_tests,$(root))

fuzz: deps-fuzz ## let libFuzzer look for faults, FUZZ_SECONDS (60) a target, FUZZ="csv json" some
	@$(MAKE) fuzz-run VARIANT=fuzz CC=clang

FUZZ_SECONDS ?= 60
FUZZ         ?= $(fuzz_sources:tests/fuzz/fuzz_%.c=%)
fuzz-run: $(fuzz_programs)
	@export $(test_env); tests/fuzz/run $(B)/fuzz $(FUZZ_SECONDS) $(FUZZ)

check-speed: deps deps-bench ## count the instructions a row takes, against those kept in the tree
	@$(MAKE) $(program) $(campaign) $(B)/bench/unconfined
	$(call run_tests,tap speed tests/bench/instructions.sh)

bench: deps deps-bench ## measure speed and memory on generated campaigns
	@$(MAKE) $(program) $(campaign) $(bench_programs) $(B)/figure/draw-figures
	@export $(test_env); bash tests/bench/run.sh

bench-peers: deps deps-peers ## the same work by DuckDB, Polars, pandas, mawk and Miller, beside ours
	@$(MAKE) $(program) $(campaign) $(bench_programs)
	@export $(test_env); peers=tests/bench/peers; \
	{ bash $$peers/head.sh && bash $$peers/run.sh && bash $$peers/run.sh json && bash $$peers/month.sh; } | tee $(B)/peers.md
	@mv $(B)/peers.md docs/benchmarks-peers.md

# ---- Style ----------------------------------------------------------------------------------------

lint: deps-lint ## layers, formats, lengths, clang-tidy, cppcheck, shellcheck, man page
	@tests/lint/run

format: ## lay the C code out as .clang-format says
	@find pipeline tests -name '*.[ch]' -print0 | xargs -0 clang-format -i

flags:
	@echo '$(house) $(filter-out -Werror,$(warnings)) -DPTCE_CONTRACT_DIR=\"x\"'

# ---- Packages -------------------------------------------------------------------------------------

deps: ## install the packages the build and the run need (no root when nothing is missing)
	@tests/tools/deps.sh $(packages)

deps-check: ## … and those the tests need
	@tests/tools/deps.sh $(packages) $(packages_check)

deps-fuzz:
	@tests/tools/deps.sh $(packages) $(packages_fuzz)

deps-lint: ## … and those make lint needs
	@tests/tools/deps.sh $(packages_lint)

deps-bench:
	@tests/tools/deps.sh $(packages_bench)

deps-peers:
	@tests/tools/deps.sh $(packages) $(packages_bench) $(packages_peers)

deps-deb:
	@tests/tools/deps.sh $(packages) $(packages_deb)

deps-root:
	@tests/tools/deps.sh $(packages) $(packages_check) $(packages_root)

deps-apps: ## … and those make check-apps needs
	@tests/tools/deps.sh $(packages) $(packages_apps)

# ---- Install --------------------------------------------------------------------------------------

to := $(DESTDIR)$(PREFIX)

install: $(program) ## install program, contract, man pages, configuration, cron files (DESTDIR, PREFIX, SYSCONFDIR)
	install -D -m 755 $(program) '$(to)/bin/ptce'
	install -D -m 644 pipeline/man/ptce.1 '$(to)/share/man/man1/ptce.1'
	install -D -m 644 pipeline/man/ptce.conf.5 '$(to)/share/man/man5/ptce.conf.5'
	install -D -m 755 cron/ptce-cron '$(to)/lib/ptce/ptce-cron'
	cd pipeline/contract && find . -type f -exec install -D -m 644 {} '$(abspath $(to))/share/ptce/contract/{}' ';'
	install -d '$(DESTDIR)$(SYSCONFDIR)/cron.d' '$(DESTDIR)$(SYSCONFDIR)/logrotate.d' '$(DESTDIR)$(SYSCONFDIR)/ptce'
	@# The administrator's configuration is never written over.
	[ -e '$(DESTDIR)$(SYSCONFDIR)/ptce/ptce.conf' ] || install -m 644 cron/ptce.conf '$(DESTDIR)$(SYSCONFDIR)/ptce/ptce.conf'
	sed 's|/usr/local|$(PREFIX)|g' cron/ptce.cron >'$(DESTDIR)$(SYSCONFDIR)/cron.d/ptce'
	chmod 644 '$(DESTDIR)$(SYSCONFDIR)/cron.d/ptce'
	install -m 644 cron/ptce.logrotate '$(DESTDIR)$(SYSCONFDIR)/logrotate.d/ptce'

# Built in a folder of its own, since another PREFIX is compiled in.
DEB_BUILD ?= $(B)-deb
DEB_ROOT  ?= $(B)-deb-root
DEB       ?= $(B)/ptce.deb
deb: deps deps-deb ## make a Debian package, build/release/ptce.deb (see docs/operations.md)
	rm -rf '$(DEB_ROOT)'
	@$(MAKE) install B='$(DEB_BUILD)' DESTDIR='$(abspath $(DEB_ROOT))' PREFIX=/usr SYSCONFDIR=/etc
	mkdir -p '$(dir $(DEB))'
	cron/deb/build '$(abspath $(DEB_ROOT))' '$(abspath $(DEB))'

clean: ## remove what was built (never what a run made)
	rm -rf build

# ---- Rules ----------------------------------------------------------------------------------------

# A stamp changes only when what it holds does: objects depend on the flags they were compiled with.
define stamp
$(1): FORCE
	@mkdir -p $$(@D)
	@printf '%s\n' '$(2)' | cmp -s - $$@ || printf '%s\n' '$(2)' >$$@
endef
$(eval $(call stamp,$(B)/flags,$(CC) $(house) $(cflags) $(ldflags) $(libs)))
$(eval $(call stamp,$(B)/prefix,$(PREFIX) $(SYSCONFDIR)))
$(eval $(call stamp,$(B)/sources,$(sources)))

$(program): $(B)/pipeline/main.o $(library)
	$(say) LD $@
	$(Q)$(CC) $(ldflags) -o $@ $^ $(libs)

$(library): $(library_objects) $(B)/sources
	$(say) AR $@
	$(Q)rm -f $@ && $(AR) rcD $@ $(library_objects)

$(B)/campaign: $(campaign_objects)
	$(say) LD $@
	$(Q)$(CC) $(ldflags) -o $@ $^ -lm

# workbook_time and data_time are ptce with a clock around some of its functions, unconfined is for valgrind;
# workbook_floor is to have libxlsxwriter as it comes.
$(B)/bench/workbook_floor: tmpfile :=
$(B)/bench/workbook_time $(B)/bench/data_time $(B)/bench/unconfined: $(B)/pipeline/main.o
$(B)/bench/workbook_time: ldflags += -Wl,--wrap=workbooks_write,--wrap=workbook_verify
$(B)/bench/data_time: ldflags += -Wl,--wrap=opendata_describe
$(B)/bench/unconfined: ldflags += -Wl,--wrap=confine
$(bench_programs): $(B)/bench/%: $(B)/tests/bench/%.o $(library)
	$(say) LD $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ldflags) -o $@ $(filter %.o,$^) $(library) $(libs)

$(B)/figure/lint-figure: $(figure_helpers)
$(figure_programs): $(B)/figure/%: $(B)/tests/figure/%.o $(library)
	$(say) LD $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ldflags) -o $@ $(filter %.o,$^) $(library) $(libs)

$(B)/faults/inject: $(filter-out %/memory.o,$(faults_objects))
	$(say) LD $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ldflags) -o $@ $^

$(B)/tests/faults/memory.o: house += -fPIC
$(B)/faults/memory.so: $(B)/tests/faults/memory.o
	$(say) LD $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -pie,$(ldflags)) -shared -o $@ $^

$(apps_programs): $(B)/apps/%: $(B)/tests/apps/%.o $(library)
	$(say) LD $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ldflags) -o $@ $^ $(libs)

# Under libFuzzer its own main, else one that replays files.
fuzz_main := $(if $(filter fuzz,$(VARIANT)),,$(B)/tests/fuzz/replay.o)
$(fuzz_programs): $(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/fuzz.o $(fuzz_main) $(library)
	$(say) LD $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ldflags) $(if $(fuzz_main),,-fsanitize=fuzzer) -o $@ $^ $(libs)

$(unit_programs): $(B)/unit/%: $(B)/tests/unit/%.o $(unit_helpers:%.c=$(B)/%.o) $(library)
	$(say) LD $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ldflags) -o $@ $^ -lcmocka $(libs)

$(B)/pipeline/commands.o: house += -DPTCE_CONTRACT_DIR='"$(PREFIX)/share/ptce/contract"' -DPTCE_CONFIG='"$(SYSCONFDIR)/ptce/ptce.conf"' \
                                     -DPTCE_CRONTAB='"$(SYSCONFDIR)/cron.d/ptce"'
$(B)/pipeline/commands.o: $(B)/prefix
$(unit_objects): house += -Itests/unit
$(figure_objects): house += -Itests/figure
$(fuzz_objects): house += -Itests/fuzz
$(campaign_objects) $(faults_objects): house := $(common)

$(B)/%.o: %.c $(B)/flags
	$(say) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(house) $(cflags) -MMD -MP -c -o $@ $<

-include $(objects:.o=.d) $(figure_objects:.o=.d) $(campaign_objects:.o=.d) $(bench_objects:.o=.d) $(apps_objects:.o=.d) $(faults_objects:.o=.d) $(unit_objects:.o=.d) $(fuzz_objects:.o=.d)

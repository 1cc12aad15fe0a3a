# make demo    grade the sample class and mark its exam (about three minutes on two cores; first results after seconds)
# make test    the tests for every change, in two processes or PROCESSES=n
# make longtest  the tests that take long: whole classes, clusters, servers, browsers and attacks
# make proof   full proofs of what has changed since it was proven; ALL=1 repeats all
# make check   linters, types, layers          make bench   measurements
# make hostile long attacks: a large class, processes killed at random moments
# make timing  hours: solutions and cheats of performance exercises on the clock, alone and beside busy neighbours
# make gpu     measure the GPU variants on this machine's GPU and record them in benchmarks/gpu.md
# make figures  draw the figures of the statements again
# make pictures  draw the pictures of the README from the sample class, with Chromium
# make push-demo  'grader serve' beside a git server on this machine: three commits are pushed, their pages printed
# make fuzz    ten minutes each of guided nonsense for the decoder and the archive reader
PYTHON ?= python3
BIN := .venv/bin
PROCESSES ?= 2
# Attacks meet limits in seconds, which a busy neighbour moves: these long tests run by themselves.
ALONE := tests/hostile tests/sandbox
READY := .venv/.ready
# Exercises that are timed on a processor.
TIMED := pairwise_distances im2col_convolution row_softmax layer_norm_backward blocked_attention lstm_sequence \
  fused_cross_entropy top_k histogram linear_recurrence fused_adam

.PHONY: demo push-demo test longtest proof check bench timing gpu hostile figures pictures fuzz clean

demo: $(READY)
	@rm -rf demo-results
	@echo "Grading the sample class: about three minutes on two cores. The first results appear soon."
	$(BIN)/grader grade examples/class -o demo-results --jobs 2
	$(BIN)/grader exam mark example examples/exam/sheets --record examples/exam/issued.json \
	  --received examples/exam/received.csv --roster examples/exam/roster.csv -o demo-results/exam --publish

push-demo: $(READY)
	$(BIN)/python -m benchmarks.push_demo

test: $(READY)
	$(BIN)/python -m pytest -n $(PROCESSES) -m "not long" $(ALONE:%=--ignore=%)

longtest: $(READY)
	$(BIN)/python -m pytest -n $(PROCESSES) -m long $(ALONE:%=--ignore=%)
	$(BIN)/python -m pytest $(ALONE)

proof: $(READY)
	$(BIN)/grader verify --no-timing --kept assignments/proofs.json $(if $(ALL),--again)
	$(BIN)/grader verify --questions

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m benchmarks

timing: $(READY)
	$(BIN)/grader verify $(TIMED) --repeats 3
	$(BIN)/python -m benchmarks.tiers

gpu: $(READY)
	$(BIN)/python -m benchmarks.gpu

hostile: $(READY)
	$(BIN)/python -m pytest -s tests/hostile/long_endurance.py tests/hostile/long_faults.py

figures: $(READY)
	@for f in assignments/*/figure.py; do PYTHONPATH=assignments $(BIN)/python $$f || exit 1; done

pictures: demo
	$(BIN)/python docs/pictures.py demo-results

fuzz: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]'
	@mkdir -p build/fuzz/frame build/fuzz/archive
	@for t in frame archive; do $(BIN)/python tests/fuzz/fuzz_$$t.py -max_total_time=$${FUZZ_S:-600} \
	  -artifact_prefix=build/fuzz/ build/fuzz/$$t tests/fuzz/corpus/$$t || exit 1; done

clean:
	rm -rf .venv demo-results build dist

# Set-up happens once; it is done again only when the requirements change.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up .venv, once: about a minute."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[torch,test,check,watch,downloads,gradebook,postgres,cluster,serve]'
	@touch $@

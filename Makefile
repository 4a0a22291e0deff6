# The chores of this repository; .ci/run calls the same ones.

RUN = .venv/bin/python -m
PYTEST = pytest --numprocesses auto --dist worksteal

# Kernels of OpenBLAS, as OPENBLAS_CORETYPE knows them, and the tests that train.
KERNELS = Prescott Nehalem Sandybridge Haswell Zen
TRAINING = tests/infotheory/test_training*.py tests/ui/lessons/test_races.py tests/ui/lessons/test_claim_map.py tests/test_training.py

.PHONY: help run dev site distribution test test-kernels test-oldest lint format docs pictures lock audit

help:
	@echo "make run     start the app and print its address (ARGS=\"--server.port 8080\" is passed on)"
	@echo "make dev     the same, and pages follow when a file is edited"
	@echo "make site    write the browser edition into build/site (ARGS=\"--vendor build/distribution\": all of it)"
	@echo "make distribution  fetch what that edition runs on into build/distribution (needs npm)"
	@echo "make test    run all tests (ARGS=\"-k entropy\" is passed on)"
	@echo "make test-kernels  run what trains with the matrix products of other processors (KERNELS=Prescott)"
	@echo "make test-oldest   run all tests on the oldest releases that are promised (needs Python 3.11 or 3.12)"
	@echo "make lint    check style, format, spelling and types"
	@echo "make docs    bring the generated pages of docs/ up to date: the reference, and the keys of links"
	@echo "make pictures  retake the pictures of all pages, in docs/pictures (needs Chromium or Chrome)"
	@echo "make lock    pin what a container installs, with hashes (hosting/requirements.lock)"
	@echo "make audit   look the pinned releases up for known vulnerabilities"
	@echo "make format  put style and format right where that can be done by itself"

run:
	@scripts/venv requirements.txt
	@$(RUN) streamlit run app.py $(ARGS)

dev:
	@$(MAKE) --no-print-directory run ARGS="--server.fileWatcherType auto --client.showErrorDetails full $(ARGS)"

site:
	@scripts/venv requirements.txt
	@$(RUN) scripts.site $(ARGS)

distribution:
	@scripts/venv requirements.txt
	@$(RUN) scripts.distribution build/distribution

test:
	@scripts/venv requirements-dev.txt
	@$(RUN) $(PYTEST) $(ARGS)

test-kernels:
	@scripts/venv requirements-dev.txt
	@for kernel in $(KERNELS); do \
		echo "Matrix products as on $$kernel:"; \
		OPENBLAS_CORETYPE=$$kernel $(RUN) $(PYTEST) $(TRAINING) $(ARGS) || exit 1; \
	done

test-oldest:
	@VENV=.venv-oldest scripts/venv requirements-oldest.txt
	@.venv-oldest/bin/python -m $(PYTEST) $(ARGS)

lint:
	@scripts/venv requirements-dev.txt
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) scripts.spelling
	@$(RUN) mypy
	@$(RUN) mypy --strict infotheory

format:
	@scripts/venv requirements-dev.txt
	@$(RUN) ruff check --fix
	@$(RUN) ruff format

docs:
	@scripts/venv requirements-dev.txt
	@$(RUN) scripts.reference
	@$(RUN) scripts.links

pictures:
	@scripts/venv requirements-dev.txt
	@$(RUN) scripts.pictures $(ARGS)

lock:
	@scripts/venv requirements-dev.txt
	@$(RUN) pip install --quiet uv
	@$(RUN) uv pip compile requirements.txt requirements-redis.txt --quiet --upgrade --generate-hashes --no-header --no-annotate \
		--python-version 3.12 --python-platform x86_64-manylinux_2_28 -o hosting/requirements.lock

audit:
	@scripts/venv requirements-dev.txt
	@$(RUN) pip install --quiet pip-audit
	@$(RUN) pip_audit --disable-pip --require-hashes -r hosting/requirements.lock

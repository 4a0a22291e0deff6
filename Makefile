# The chores of this repository; .ci/run calls the same ones.

RUN = .venv/bin/python -m

.PHONY: help run dev test lint format

help:
	@echo "make run     start the app and print its address (ARGS=\"--server.port 8080\" is passed on)"
	@echo "make dev     the same, and pages follow when a file is edited"
	@echo "make test    run all tests (ARGS=\"-k entropy\" is passed on)"
	@echo "make lint    check style, format and types"
	@echo "make format  put style and format right where that can be done by itself"

run:
	@scripts/venv requirements.txt
	@$(RUN) streamlit run app.py $(ARGS)

dev:
	@$(MAKE) --no-print-directory run ARGS="--server.fileWatcherType auto --client.showErrorDetails full $(ARGS)"

test:
	@scripts/venv requirements-dev.txt
	@$(RUN) pytest $(ARGS)

lint:
	@scripts/venv requirements-dev.txt
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy
	@$(RUN) mypy --strict infotheory

format:
	@scripts/venv requirements-dev.txt
	@$(RUN) ruff check --fix
	@$(RUN) ruff format

# Short names for what .ci/env.py does; it needs Python 3.11 or later and nothing else.
PYTHON ?= python3

.PHONY: circular test templates diff-as-text bench clean

circular:
	$(PYTHON) .ci/env.py circular --lang zh

test:
	$(PYTHON) .ci/env.py test

templates:
	$(PYTHON) .ci/env.py templates build

# Let `git diff` show Word files as text, in this clone.
diff-as-text:
	git config diff.docx.textconv ".venv/bin/docgen templates show --plain"

# One measurement: make bench NAME=engine; without a name, what there is to be measured.
NAME ?=
bench:
	.venv/bin/python -m benchmarks $(NAME)

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

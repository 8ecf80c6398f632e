# Every target sets up what it needs by itself, inside this folder; a second run skips what is done.

BIN := .venv/bin
SETUP := pyproject.toml requirements-build.lock scripts/setup.sh
SYSTEM_TOOLS := chromium libreoffice-writer fonts-noto-cjk poppler-utils

export PYTHON

.PHONY: help run ocr test lint format lock docs tools wheel clean

help:
	@echo "make run      起动工作台，浏览器打开 http://127.0.0.1:7860 (serve the workbench; ARGS='--port 8000')"
	@echo "make ocr      安装文字识别组件，可读扫描件 (add text recognition for scanned files, 200 MB)"
	@echo "make test     格式、类型、分层检查和全部测试 (lint and every test; TESTS=tests/test_x.py for some)"
	@echo "make lint     只做格式、类型、分层检查 (ruff, mypy, import-linter)"
	@echo "make format   整理代码格式 (let ruff arrange the code)"
	@echo "make docs     重新生成 docs/cli.md 和 docs/rules.md (regenerate the references)"
	@echo "make lock     重新锁定依赖版本 (resolve the dependencies anew)"
	@echo "make tools    安装测试用的系统软件 (browser, LibreOffice, fonts; by apt-get as root)"
	@echo "make wheel    打包到 dist/ (build the wheel)"
	@echo "make clean    删除虚拟环境和缓存 (remove environments and caches)"

run: .venv/.base
	@$(BIN)/nigao serve $(ARGS)

ocr: .venv/.base
	@echo "正在安装文字识别组件 (installing text recognition) …"
	@scripts/setup.sh ocr

# Both parts always run, so that one call shows everything that is wrong; pytest has the last word.
test: .venv/.dev
	@failed=0; \
	$(MAKE) --no-print-directory lint || failed=1; \
	$(BIN)/python -m pytest -n 2 $(TESTS) || failed=1; \
	if [ $$failed -ne 0 ]; then echo "make test: 有检查没有通过，见上 (something failed, see above)" >&2; fi; \
	exit $$failed

lint: .venv/.dev
	@failed=0; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/ruff format --check . || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports --no-logo || failed=1; \
	exit $$failed

format: .venv/.dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

docs: .venv/.dev
	@$(BIN)/python -m scripts.command_reference && $(BIN)/python -m scripts.rule_reference

lock:
	@scripts/lock.sh

tools:
	@scripts/tools.sh $(SYSTEM_TOOLS)

wheel:
	@uv=$$(scripts/setup.sh uv) && $$uv build --quiet --wheel --build-constraint requirements-build.lock && ls dist

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist

.venv/.base: requirements.lock $(SETUP)
	@echo "正在准备运行环境 (installing what the workbench needs) …"
	@scripts/setup.sh base
	@touch $@

.venv/.dev: requirements.lock requirements-ocr.lock requirements-dev.lock $(SETUP)
	@echo "正在准备测试环境 (installing what the tests need) …"
	@scripts/setup.sh dev
	@touch $@

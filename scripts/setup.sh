#!/bin/sh
# Makes .venv and installs exactly what the lock files say (hashes checked), then the package itself.
#
#   scripts/setup.sh base    what the workbench needs
#   scripts/setup.sh ocr     that and the recognition of text in scanned files
#   scripts/setup.sh dev     all that and what the tests need
#   scripts/setup.sh uv      only print the uv that would be used
#
# PYTHON names an interpreter; without it the first one that is new enough is taken.
# Nothing is installed outside this folder: if uv is absent it goes into .tools.
set -eu
cd "$(dirname "$0")/.."

fail() {
    printf '错误：%s\n' "$1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || fail "PYTHON=$PYTHON 不能用：需要 Python 3.11 或更高版本 (Python 3.11 or newer is needed)。"
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "没有找到 Python 3.11 或更高版本：请安装后重试，或用 make run PYTHON=解释器路径 指定 (Python 3.11 or newer is needed)。"
}

find_uv() {
    if uv --version >/dev/null 2>&1; then
        echo uv
        return
    fi
    if ! .tools/bin/python -m uv --version >/dev/null 2>&1; then
        "$1" -m venv --clear .tools >/dev/null 2>&1 ||
            fail "$1 不能建虚拟环境：请安装它的 venv 组件（Debian、Ubuntu：apt-get install python3-venv）后重试 (the venv module is missing)。"
        .tools/bin/python -m pip install --quiet uv >&2 ||
            fail "不能安装 uv：请检查能否访问 Python 软件源 (uv could not be installed)。"
    fi
    echo ".tools/bin/python -m uv"
}

python=$(find_python)
uv=$(find_uv "$python")

case "${1:-}" in
uv)
    echo "$uv"
    exit 0
    ;;
base) lock=requirements.lock ;;
ocr) lock=requirements-ocr.lock ;;
dev) lock=requirements-dev.lock ;;
*) fail "用法：scripts/setup.sh base|ocr|dev|uv" ;;
esac

if ! new_enough .venv/bin/python; then
    $uv venv --quiet --clear --python "$("$python" -c 'import sys; print(sys.executable)')" .venv
fi
$uv pip install --quiet --python .venv/bin/python --require-hashes --requirement "$lock"
$uv pip install --quiet --python .venv/bin/python --no-deps --build-constraint requirements-build.lock --editable .

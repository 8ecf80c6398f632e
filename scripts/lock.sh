#!/bin/sh
# Resolves the dependencies of pyproject.toml into the lock files.
# They name versions and hashes only: no index address, so that any mirror can serve them.
set -eu
cd "$(dirname "$0")/.."
uv=$(scripts/setup.sh uv)

compile() {
    output=$1
    shift
    $uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
        --output-file "$output" "$@" >/dev/null
    echo "$output: $(grep -c '==' "$output") packages"
}

compile requirements.lock "$@"
compile requirements-ocr.lock --extra ocr --constraint requirements.lock "$@"
compile requirements-dev.lock --extra ocr --group dev --constraint requirements.lock --constraint requirements-ocr.lock "$@"
$uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group build \
    --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
    --output-file requirements-build.lock >/dev/null
echo "requirements-build.lock: $(grep -c '==' requirements-build.lock) packages"

#!/bin/sh
# Installs the system packages named as arguments, for the tests that drive a browser or render documents.
# Without root or apt-get it only says which tests will be skipped; that is no failure.
set -eu

missing=""
for package in "$@"; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
        missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "缺少$missing，又不是 root 或没有 apt-get：浏览器和版式渲染的测试将跳过 (those tests will be skipped)"
    exit 0
fi

echo "正在安装$missing (installing system tools for the tests) …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null

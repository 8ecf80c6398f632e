"""What is checked before the workbench starts."""

from __future__ import annotations

import ipaddress
import socket

from assistant.cli.failures import warn
from assistant.errors import NigaoError, UsageError


def require_free(host: str, port: int) -> None:
    """UsageError for an address that is not of this machine, NigaoError if the port is taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise UsageError(f"不认识地址 {host}", "用本机的地址，如 127.0.0.1 或 0.0.0.0") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise NigaoError(
                f"不能在 {host}:{port} 上监听（{error.strerror}）", "换一个端口，如 --port 7861，或停掉占用它的程序"
            ) from error


def is_loopback(host: str) -> bool:
    """Only this machine can reach it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def warn_if_open(host: str, auth: str) -> None:
    """Without accounts everybody who reaches the port may read and write everything."""
    if auth == "none" and not is_loopback(host):
        warn(f"没有启用账号（NIGAO_AUTH=none），能访问 {host} 的人都能查看和修改全部材料。")

"""For every test: no address but loopback, and none of this machine's settings."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable
from typing import Any

import pytest

_SETTINGS = ("OPENAI_", "NIGAO_", "LANGSMITH_", "LANGCHAIN_")
_PROXIES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}


class BlockedAddress(AssertionError):
    """A test tried to leave the machine."""


def _is_local(host: object) -> bool:
    if host in (None, "", b"", "localhost", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting elsewhere, or asking for the address of a foreign name, fails the test.

    Names under .invalid are unknown, as the standard promises: a test of an unknown host uses one.
    """
    look_up = socket.getaddrinfo

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def connecting(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
                raise BlockedAddress(f"a test connects to {address}")
            return connect(self, address)

        return connecting

    def looking_up(host: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if str(name).endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "unknown host")
        if not _is_local(name):
            raise BlockedAddress(f"a test looks up {host}")
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", looking_up)


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(_SETTINGS) or name.lower() in _PROXIES:
            monkeypatch.delenv(name)

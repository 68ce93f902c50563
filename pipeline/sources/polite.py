"""Requests that a host would not mind, and answers that cannot hurt: robots, pace, retries, limits (礼貌抓取)."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from pipeline.sources.config import WebSource

_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_MOVED = {301, 302, 303, 307, 308}
_LONGEST_WAIT = 120.0
_ROBOTS_BYTES = 500_000


class FetchError(Exception):
    """An address gave nothing; the message says why. `again` where another attempt may help."""

    def __init__(self, message: str, status: int = 0, again: bool = False, wait: float | None = None) -> None:
        super().__init__(message)
        self.status, self.again, self.wait = status, again, wait


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `status` 200 with content, or 304 without."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    content: bytes


def check_address(url: str, private: bool) -> str:
    """Return the IP address to connect to. Raises FetchError for anything but public http(s) hosts.

    The address that was checked is the one that is used, so a name cannot point elsewhere a moment later.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{url} is not an http or https address.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise FetchError(f"The host {parts.hostname} is not found ({error}).", again=True) from None
    addresses = [str(item[4][0]) for item in found]
    if not private:
        inside = [address for address in addresses if not ipaddress.ip_address(address.partition("%")[0]).is_global]
        if inside:
            raise FetchError(f"{parts.hostname} is inside this network ({inside[0]}); private_addresses allows it.")
    return addresses[0]


def _retry_after(value: str | None) -> float | None:
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


class PoliteClient:
    """Fetches for one source: one request at a time, not too soon after the last one to the same host."""

    def __init__(self, source: WebSource, sleep: Callable[[float], None] = time.sleep) -> None:
        self._source = source
        self._sleep = sleep
        self._last: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}
        # No proxies and no .netrc of the user: only what sources.toml says.
        self._client = httpx.Client(trust_env=False, follow_redirects=False, timeout=source.timeout_seconds)

    def __enter__(self) -> PoliteClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Answer:
        """Fetch an address, with retries. Raises FetchError where nothing came of it."""
        wait = self._source.backoff_seconds
        for attempt in range(self._source.retries + 1):
            try:
                return self._follow(url, conditions or {})
            except FetchError as error:
                if not error.again or attempt == self._source.retries:
                    raise
                self._sleep(min(_LONGEST_WAIT, error.wait if error.wait is not None else wait))
                wait *= 2
        raise AssertionError("not reached")

    def _follow(self, url: str, conditions: Mapping[str, str]) -> Answer:
        place = url
        for _ in range(self._source.max_redirects + 1):
            if not self._allowed(place):
                raise FetchError(f"robots.txt of {urlsplit(place).netloc} does not allow {place}.")
            answer = self._once(place, conditions, self._source.max_mb * 1_000_000)
            if answer.status not in _MOVED:
                return Answer(url, place, answer.status, answer.headers, answer.content)
            target = answer.headers.get("location")
            if not target:
                raise FetchError(f"{place} moved ({answer.status}) without saying where.", answer.status)
            place = urljoin(place, target)
        raise FetchError(f"{url} was redirected more than {self._source.max_redirects} times.")

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            rules = RobotFileParser()
            try:
                answer = self._once(f"{host}/robots.txt", {}, _ROBOTS_BYTES)
                rules.parse(answer.content.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
            except FetchError as error:
                # RFC 9309: rules that do not exist allow all; rules that cannot be had allow nothing.
                if not 400 <= error.status < 500 or error.status == 429:
                    raise FetchError(
                        f"{host}/robots.txt cannot be read ({error}); nothing is fetched.", again=True
                    ) from None
                rules.parse([])
            self._robots[host] = rules
        return self._robots[host].can_fetch(self._source.user_agent, url)

    def _pace(self, host: str, robots_host: str) -> None:
        rules = self._robots.get(robots_host)
        asked = rules.crawl_delay(self._source.user_agent) if rules else None
        between = max(self._source.seconds_between, min(float(asked or 0), _LONGEST_WAIT))
        left = self._last.get(host, -1e9) + between - time.monotonic()
        if left > 0:
            self._sleep(left)
        self._last[host] = time.monotonic()

    def _once(self, url: str, conditions: Mapping[str, str], most: int) -> Answer:
        """Make one request, to the address that was checked, and read its answer within the limits."""
        parts = urlsplit(url)
        address = check_address(url, self._source.private_addresses)
        self._pace(parts.netloc, f"{parts.scheme}://{parts.netloc}")
        pinned = httpx.URL(url).copy_with(host=address, fragment=None)
        headers = {**conditions, "User-Agent": self._source.user_agent, "Host": parts.netloc, "Accept": "*/*"}
        deadline = time.monotonic() + self._source.timeout_seconds
        try:
            with self._client.stream(
                "GET", pinned, headers=headers, extensions={"sni_hostname": parts.hostname}
            ) as response:
                content = bytearray()
                if response.status_code not in _MOVED:
                    for chunk in response.iter_bytes():
                        content += chunk
                        if len(content) > most:
                            raise FetchError(f"{url} is larger than the limit of {most / 1e6:.0f} MB (max_mb).")
                        if time.monotonic() > deadline:
                            raise httpx.ReadTimeout("too slow")
        except httpx.TimeoutException:
            limit = f"{self._source.timeout_seconds:.0f} s"
            raise FetchError(f"{url} did not answer within {limit} (timeout_seconds).", again=True) from None
        except httpx.HTTPError as error:
            raise FetchError(f"{url} cannot be fetched: {error or type(error).__name__}.", again=True) from None
        status = response.status_code
        if status in _AGAIN:
            wait = _retry_after(response.headers.get("retry-after"))
            raise FetchError(f"{url} answered {status}.", status, again=True, wait=wait)
        if status >= 400:
            raise FetchError(f"{url} answered {status}.", status)
        return Answer(url, url, status, {name: value for name, value in response.headers.items()}, bytes(content))

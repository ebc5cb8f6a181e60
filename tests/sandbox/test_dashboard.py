"""The dashboard: operations, documents, the last requests, and no secrets."""

from __future__ import annotations

import socket
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from pixxel_sandbox import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO, ManualClock, sample
from pixxel_sandbox.server.request_log import RequestLogger, new_request_log
from tests.sandbox import asgi
from tests.sandbox.support import CONTRACT, INDEX, InProcess, Served

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
VOID = {"br", "link", "meta"}
# Elements that load, run or send something.
ACTIVE = {"script", "img", "iframe", "object", "embed", "form", "input", "button", "svg", "video", "audio", "base"}


class Page(HTMLParser):
    """A parsed page: its tags, its links, the rows of its tables and the items of its lists."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[list[str]]] = []
        self.items: list[list[str]] = []
        self.facts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        match tag:
            case "table":
                self.tables.append([])
            case "tr":
                self.tables[-1].append([])
            case "th" | "td":
                self.tables[-1][-1].append("")
            case "li":
                self.items.append([])
            case "dd":
                self.facts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"th", "td"} & set(self.open):
            self.tables[-1][-1][-1] += data
        elif "dd" in self.open:
            self.facts[-1] += data
        elif "li" in self.open and data.strip():
            self.items[-1].append(data)

    @property
    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.tags if tag == "a"]

    @property
    def requests(self) -> list[list[str]]:
        """Time, method, path, operation, status and milliseconds of each request, newest first."""
        return self.tables[0][1:]


def open_dashboard(sandbox: InProcess, method: str = "GET", headers: dict[str, str] | None = None) -> httpx.Response:
    """The answer to a browser; the dashboard is not in the contract, so it is not validated."""
    return sandbox.send(method, "/", headers=BROWSER if headers is None else headers)


def text(sandbox: InProcess) -> str:
    answer = open_dashboard(sandbox)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def page(sandbox: InProcess) -> Page:
    return Page(text(sandbox))


def test_the_dashboard_needs_no_key_and_is_not_cached(sandbox: InProcess) -> None:
    answer = open_dashboard(sandbox)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "", "text/htmlx", "text/*"])
def test_a_request_without_html_in_accept_is_404(sandbox: InProcess, accept: str) -> None:
    answer = open_dashboard(sandbox, headers={"Accept": accept})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("accept", ["text/html", "Text/HTML;q=0.9", "application/json, text/html"])
def test_a_request_with_html_in_accept_gets_the_dashboard(sandbox: InProcess, accept: str) -> None:
    assert open_dashboard(sandbox, headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_than_get_and_head_are_404(sandbox: InProcess, method: str) -> None:
    assert open_dashboard(sandbox, method).status_code == 404


def test_the_dashboard_is_served_over_a_socket(serve: Callable[..., Served]) -> None:
    client = serve().client
    read, head = client.get("/", headers=BROWSER), client.head("/", headers=BROWSER)
    assert (read.status_code, head.status_code, head.content) == (200, 200, b"")
    assert f"PIXXEL_BASE_URL={client.base_url}".rstrip("/") in read.text
    assert client.get("/").status_code == 404


def test_the_dashboard_loads_and_runs_nothing(sandbox: InProcess) -> None:
    found, answer = page(sandbox), open_dashboard(sandbox)
    assert not ACTIVE & {tag for tag, _ in found.tags}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on") or name == "src"]
    assert [attributes for tag, attributes in found.tags if tag == "link"] == [{"rel": "icon", "href": "data:,"}]
    assert "url(" not in answer.text
    assert "@import" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline';")


def test_the_dashboard_is_well_formed_and_supports_phones_and_dark_mode(sandbox: InProcess) -> None:
    found, written = page(sandbox), text(sandbox)
    assert found.open == []
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in found.tags
    assert "prefers-color-scheme: dark" in written
    assert "$" not in written


def test_every_operation_is_listed_by_tag_with_a_link_to_its_documentation(sandbox: InProcess) -> None:
    found = page(sandbox)
    tags = [tag["name"] for tag in CONTRACT.document["tags"]]
    raw = {
        (operation.method, operation.path): (operation.raw["summary"], operation.raw["externalDocs"]["url"])
        for tag in tags
        for operation in CONTRACT.operations.values()
        if operation.tag == tag
    }
    assert found.items == [[method, path, summary] for (method, path), (summary, _) in raw.items()]
    assert [link for link in found.links if not link.startswith("#")] == [url for _, url in raw.values()]


def test_links_within_the_dashboard_have_targets(sandbox: InProcess) -> None:
    found = page(sandbox)
    ids = {attributes["id"] for _, attributes in found.tags if "id" in attributes}
    assert {link[1:] for link in found.links if link.startswith("#")} == ids


def test_documents_are_counted_by_kind_and_workspace(sandbox: InProcess) -> None:
    def counted(kind: str) -> tuple[int, int]:
        [row] = [row for row in page(sandbox).tables[1] if row[0] == kind]
        return int(row[1]), int(row[2])

    assert page(sandbox).tables[1][0] == ["kind", f"one{sample.ONE.tenant_id}", f"two{sample.TWO.tenant_id}"]
    one, two = counted("index")
    sandbox.json("POST", "/v0/indices", json=INDEX, key=SAMPLE_KEY_TWO)
    assert counted("index") == (one, two + 1)
    total = sum(int(count) for row in page(sandbox).tables[1][1:] for count in row[1:])
    assert page(sandbox).facts[2] == str(total) == str(len(sandbox.state()))


def test_the_dashboard_shows_the_time_of_the_clock(sandbox: InProcess) -> None:
    assert page(sandbox).facts[:2] == ["2026-01-01 00:00:00 UTC", "1"]
    sandbox.clock.advance(90)
    assert page(sandbox).facts[0] == "2026-01-01 00:01:30 UTC"


def test_requests_are_listed_with_their_operation_newest_first(sandbox: InProcess) -> None:
    assert page(sandbox).requests == [["None so far."]]
    sandbox("GET", "/v0/aois?limit=2&offset=1")
    sandbox.clock.advance(5)
    sandbox("POST", "/v0/indices", json={})
    sandbox("DELETE", "/v0/indices")
    sandbox("POST", "/v0/catalogs/search", json={})
    sandbox("GET", "/nowhere")
    sandbox("GET", "/")

    requests = page(sandbox).requests

    assert [row[:5] for row in requests] == [
        ["00:00:05", "GET", "/", "", "404"],
        ["00:00:05", "GET", "/nowhere", "", "404"],
        ["00:00:05", "POST", "/v0/catalogs/search", "searchCatalogs", requests[2][4]],
        ["00:00:05", "DELETE", "/v0/indices", "", "405"],
        ["00:00:05", "POST", "/v0/indices", "createIndex", "400"],
        ["00:00:00", "GET", "/v0/aois?limit=2&offset=1", "listAois", "200"],
    ]
    assert all(float(row[5]) >= 0 for row in requests)


def test_requests_for_the_dashboard_are_not_logged(sandbox: InProcess) -> None:
    sandbox("GET", "/v0/aois")
    assert text(sandbox) == text(sandbox)


def test_fifty_requests_are_logged(sandbox: InProcess) -> None:
    for number in range(60):
        sandbox("GET", f"/v0/aoi/{number}")
    assert [row[2] for row in page(sandbox).requests] == [f"/v0/aoi/{number}" for number in range(59, 9, -1)]


def test_a_long_path_is_shortened(sandbox: InProcess) -> None:
    sandbox("GET", "/v0/aoi/" + "x" * 20_000)
    [row] = page(sandbox).requests
    assert row[2] == "/v0/aoi/" + "x" * 192 + "…"


def test_a_logged_request_is_limited_in_length_and_may_have_no_status() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ConnectionError

    log = new_request_log()
    request = httpx.Request("GET", f"http://sandbox/{'x' * 20_000}?{'y' * 20_000}")
    with pytest.raises(ConnectionError):
        asgi.send(RequestLogger(broken, log, ManualClock()), request)

    [logged] = log
    assert (len(logged.path), len(logged.query), logged.status) == (2000, 2000, None)


HOSTILE_IDS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='x",
    "&lt;b&gt;",
    "${kept}",
    "$$",
]


@pytest.mark.parametrize("hostile_id", HOSTILE_IDS)
def test_html_in_an_id_is_escaped(client: httpx.Client, hostile_id: str) -> None:
    # Both raw, as only a socket can send it, and encoded.
    raw = hostile_id.replace(" ", "%20")
    port, host = client.base_url.port or 0, client.base_url.host
    send(host, port, f"/v0/aoi/{raw}?project_ids={raw}")
    client.get(f"/v0/aoi/{quote(hostile_id, safe='')}")

    found = Page(client.get("/", headers=BROWSER).text)

    assert [row[2] for row in found.requests[:2]] == [f"/v0/aoi/{quote(hostile_id, safe='')}", f"/v0/aoi/{raw}?…"]
    assert not ACTIVE & {tag for tag, _ in found.tags}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]


def send(host: str, port: int, target: str) -> None:
    """A GET of a target that HTTP clients would encode."""
    with socket.create_connection((host, port)) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n".encode())
        while connection.recv(65536):
            pass


def test_html_in_the_host_is_escaped(sandbox: InProcess) -> None:
    answer = open_dashboard(sandbox, headers={**BROWSER, "Host": "<script>alert(1)</script>"})
    assert not ACTIVE & {tag for tag, _ in Page(answer.text).tags}


@pytest.mark.parametrize("key", [SAMPLE_KEY, SAMPLE_KEY_TWO, REVOKED_KEY, "of-my-own"])
def test_the_dashboard_shows_no_keys(start: Callable[..., InProcess], key: str) -> None:
    sandbox = start(keys={"mine": "of-my-own"})
    encoded = "".join(f"%{ord(letter):02X}" for letter in key)
    for path in (
        f"/v0/aoi/{key}",
        f"/v0/aoi/x{encoded}x",
        f"/v0/aois?limit={key}",
        f"/{key}?{key}",
        f"/?api_key={encoded}",
    ):
        sandbox("GET", path, key=key)

    assert key not in text(sandbox)
    assert encoded not in text(sandbox)
    assert [row[2] for row in page(sandbox).requests] == ["/?…", "/…?…", "/v0/aois?…", "/v0/aoi/…", "/v0/aoi/…"]


def test_only_query_parameters_of_the_contract_are_shown(sandbox: InProcess) -> None:
    sandbox("GET", "/v0/aois?limit=2&token=abc&offset=0&password")
    assert page(sandbox).requests[0][2] == "/v0/aois?limit=2&…&offset=0"


def test_signatures_of_files_are_hidden(sandbox: InProcess) -> None:
    download = sandbox.json("GET", f"/v0/aois/{sample.AOI_ID}/downloads/{sample.DOWNLOAD_ID}")
    url = urlsplit(download["signed_url"])
    assert sandbox.send("GET", f"{url.path}?{url.query}").status_code == 200

    assert page(sandbox).requests[0][2] == f"{url.path}?…"
    assert url.query.partition("signature=")[2] not in text(sandbox)

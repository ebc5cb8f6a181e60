"""Signed URLs: signatures, expiry, ranges, ETags."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO, sample
from tests.sandbox.download_support import fetch, read_download, start_download
from tests.sandbox.support import InProcess

HOUR = 3600


@pytest.fixture
def url(sandbox: InProcess) -> str:
    """A signed URL."""
    found: str = read_download(sandbox, {"download_id": sample.DOWNLOAD_ID})["signed_url"]
    return found


def test_a_signed_url_ignores_keys(sandbox: InProcess, url: str) -> None:
    whole = fetch(sandbox, url)
    assert whole.status_code == 200
    for key in (SAMPLE_KEY_TWO, "unknown-key"):
        assert sandbox("GET", url, key=key).content == whole.content


def test_a_signed_url_is_valid_for_an_hour_and_can_be_renewed(sandbox: InProcess, url: str) -> None:
    whole = fetch(sandbox, url)
    sandbox.clock.advance(HOUR - 1)
    assert fetch(sandbox, url).status_code == 200
    sandbox.clock.advance()
    expired = fetch(sandbox, url)
    assert (expired.status_code, expired.json()["error"]["code"]) == (403, "FORBIDDEN")
    anew = read_download(sandbox, {"download_id": sample.DOWNLOAD_ID})["signed_url"]
    assert anew != url
    answer = fetch(sandbox, anew)
    assert (answer.content, answer.headers["etag"]) == (whole.content, whole.headers["etag"])
    assert fetch(sandbox, url).status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.copy_set_param("expires", str(int(url.params["expires"]) + 1)),
        lambda url: url.copy_set_param("expires", "tomorrow"),
        lambda url: url.copy_remove_param("expires"),
        lambda url: url.copy_set_param("signature", "0" * 64),
        lambda url: url.copy_set_param("signature", "é"),
        lambda url: url.copy_remove_param("signature"),
        lambda url: url.copy_with(query=None),
    ],
)
def test_a_changed_signed_url_is_403(sandbox: InProcess, url: str, change: Callable[[httpx.URL], httpx.URL]) -> None:
    answer = fetch(sandbox, str(change(httpx.URL(url))))
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")


def test_a_signature_is_valid_for_one_file_only(sandbox: InProcess, url: str) -> None:
    download = start_download(sandbox)
    sandbox.clock.advance(2)
    other = httpx.URL(read_download(sandbox, download)["signed_url"])
    assert fetch(sandbox, str(other.copy_with(query=httpx.URL(url).query))).status_code == 403


def test_an_unknown_file_is_404(sandbox: InProcess, url: str) -> None:
    assert fetch(sandbox, "/files/42/a.zip").status_code == 404
    assert fetch(sandbox, url.replace("/files/", "/files/0")).status_code == 404
    assert fetch(sandbox, "/files/").status_code == 404


def test_other_methods_than_get_and_head_are_405(sandbox: InProcess, url: str) -> None:
    answer = fetch(sandbox, url, "PUT")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_head_request_has_no_body(sandbox: InProcess, url: str) -> None:
    whole, head = fetch(sandbox, url), fetch(sandbox, url, "HEAD", range="bytes=0-1")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers
    assert whole.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", slice(0, 1)),
        ("bytes=2-5", slice(2, 6)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=-999999999", slice(0, None)),
        ("bytes=3-999999999", slice(3, None)),
    ],
)
def test_a_range_is_answered_with_206(sandbox: InProcess, url: str, asked: str, part: slice) -> None:
    whole = fetch(sandbox, url)
    answer = fetch(sandbox, url, range=asked)
    size = len(whole.content)
    start, stop, _ = part.indices(size)
    assert (answer.status_code, answer.content) == (206, whole.content[part])
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{size}"
    assert answer.headers["etag"] == whole.headers["etag"]


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0", "bytes=999999999-1000000000"])
def test_a_range_beyond_the_end_is_416(sandbox: InProcess, url: str, asked: str) -> None:
    size = len(fetch(sandbox, url).content)
    answer = fetch(sandbox, url, range=asked)
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "bytes=" + "9" * 50 + "-"]
)
def test_an_invalid_range_is_ignored(sandbox: InProcess, url: str, asked: str) -> None:
    assert fetch(sandbox, url, range=asked).status_code == 200


def test_a_range_needs_a_matching_if_range(sandbox: InProcess, url: str) -> None:
    etag = fetch(sandbox, url).headers["etag"]
    assert fetch(sandbox, url, range="bytes=0-1", if_range=etag).status_code == 206
    assert fetch(sandbox, url, range="bytes=0-1", if_range='"another"').status_code == 200


def test_a_matching_if_none_match_is_304(sandbox: InProcess, url: str) -> None:
    etag = fetch(sandbox, url).headers["etag"]
    for known in (etag, f'"another", W/{etag}', "*"):
        answer = fetch(sandbox, url, if_none_match=known)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert fetch(sandbox, url, if_none_match='"another"').status_code == 200


def test_a_signed_url_is_valid_after_a_restart(start: Callable[..., InProcess], tmp_path: Any) -> None:
    file = str(tmp_path / "state.db")
    first = start(db=file)
    url = read_download(first, {"download_id": sample.DOWNLOAD_ID})["signed_url"]
    content = fetch(first, url).content
    first.app.state.store.close()
    assert fetch(start(db=file), url).content == content
    assert fetch(start(), url).status_code == 404

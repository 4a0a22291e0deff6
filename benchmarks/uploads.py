"""A visitor's file, as a browser sends it: to the server first, and then its name to the page."""

import asyncio
import random
import urllib.request

from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState

LARGEST = 5 * 2**20


def table(seed: int) -> bytes:
    """Return labels and one column of probabilities, other ones for each seed, of almost 5 MB."""
    dice = random.Random(seed)
    lines = ["label,p"]
    size = len(lines[0])
    while size < LARGEST - 100:
        p = dice.random()
        lines.append(f"{int(dice.random() < p)},{p:.22f}")
        size += len(lines[-1]) + 1
    return "\n".join(lines).encode()


async def send(url: str, session: str, data: bytes) -> UploadedFileInfo:
    """Send a file to the server, and return what the page is told of it."""
    place = f"/_stcore/upload_file/{session}/1"
    await asyncio.to_thread(_put, url, place, data)
    info = UploadedFileInfo(file_id="1", name="mine.csv", size=len(data))
    info.file_urls.file_id, info.file_urls.upload_url, info.file_urls.delete_url = "1", place, place
    return info


def chosen(widget: str, info: UploadedFileInfo) -> WidgetState:
    """Return the state of the page's field once the file is there."""
    state = FileUploaderState(uploaded_file_info=[info])
    return WidgetState(id=widget, file_uploader_state_value=state)


def _put(url: str, place: str, data: bytes) -> None:
    with urllib.request.urlopen(f"{url}/_stcore/health") as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    part = 'Content-Disposition: form-data; name="file"; filename="mine.csv"'
    body = b"".join([b"--x\r\n", part.encode(), b"\r\n\r\n", data, b"\r\n--x--\r\n"])
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": cookie,
        "X-Xsrftoken": cookie.partition("=")[2],
    }
    request = urllib.request.Request(url + place, body, headers, method="PUT")
    with urllib.request.urlopen(request, timeout=120):
        pass

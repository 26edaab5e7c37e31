"""Somebody with a browser of their own: it keeps cookies and sends the header by which a form says which site it is of."""

import struct
import zlib

import httpx
from selectolax.lexbor import LexborHTMLParser

from page import PASSWORD, Form, Page


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# The smallest of photos: eight pixels in a square.
PICTURE = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
PICTURE += chunk(b"IDAT", zlib.compress((b"\0" + b"\x40\x80\xc0" * 8) * 8)) + chunk(b"IEND", b"")


class Patient(httpx.HTTPTransport):
    """Asks once more where a connection that was kept open had been closed meanwhile, as browsers do."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return super().handle_request(request)
        except httpx.RemoteProtocolError:
            return super().handle_request(request)


class Person:
    """The public has no contact."""

    def __init__(self, origin: str, contact: str):
        self.origin, self.contact = origin, contact
        self.client = httpx.Client(base_url=origin, timeout=60, headers={"Origin": origin}, transport=Patient())
        if contact and not self.sign_in():
            raise SystemExit(f"{contact} cannot sign in")

    def sign_in(self) -> bool:
        """Not any more when somebody closed the account meanwhile."""
        self.client.cookies.clear()
        return self.client.post("/masuk", data={"contact": self.contact, "password": PASSWORD}).status_code == 303

    def cookies(self) -> dict[str, str]:
        return dict(self.client.cookies)

    def get(self, address: str) -> Page:
        return read(self.client.get(address))

    def send(self, form: Form, pairs: list[tuple[str, str]]) -> Page:
        if not form.posts:
            address = form.action.split("?")[0]
            return read(self.client.get(address, params=[(name, encodable(value)) for name, value in pairs]))
        data: dict[str, list[str]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(encodable(value))
        if form.takes_files:
            parts = [(name, (None, value.encode())) for name, values in data.items() for value in values]
            parts += [(name, ("jalan.png", PICTURE, "image/png")) for name in form.files]
            return read(self.client.post(form.action, files=parts))
        return read(self.client.post(form.action, data=data))


def encodable(text: str) -> str:
    """Lone surrogates of the lists have no bytes."""
    return text.encode("utf-8", "replace").decode()


def read(answer: httpx.Response) -> Page:
    page = Page(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.text)
    if page.headers.get("content-type", "").startswith("text/html"):
        page.tree = LexborHTMLParser(page.body)
    return page

"""Whether a page holds anything that is not ours. What is ours is learned from pages before anything hostile was typed."""

from urllib.parse import urljoin, urlsplit

from page import Page
from strings import could_break_out

ADDRESSES = {"href", "src", "action", "formaction", "srcset", "poster", "data", "xlink:href", "background", "cite", "ping"}
# Pictures that the server draws into its pages.
DRAWN = "data:image/svg+xml,"


class Judge:
    def __init__(self, origin: str):
        self.origin = origin
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.elsewhere: set[str] = set()
        self.comments: set[str] = set()
        self.inline: set[str] = set()

    def learn(self, page: Page) -> None:
        for node in page.nodes():
            if node.tag == "-comment":
                self.comments.add(comment(node))
                continue
            self.elements.add(node.tag)
            for name, value in node.attributes.items():
                self.attributes.add((node.tag, name))
                if name in ADDRESSES and (address := self.foreign(value or "")):
                    self.elsewhere.add(address)

    def foreign(self, value: str) -> str | None:
        """Scheme and host of an address of another site; nothing for our own."""
        if value.startswith(DRAWN):
            return None
        parts = urlsplit(urljoin(self.origin, value.strip()))
        whole = f"{parts.scheme}://{parts.netloc}"
        return None if whole == self.origin else whole

    def problems(self, page: Page, typed: list[str]) -> list[str]:
        found = [f"status {page.status}"] if page.status >= 500 and page.status != 503 else []
        if page.tree is None:
            return found
        nonces = [part[len("'nonce-") : -1] for part in page.headers.get("content-security-policy", "").split() if part.startswith("'nonce-")]
        for node in page.nodes():
            if node.tag == "-comment":
                if comment(node) not in self.comments:
                    found.append(f"a comment {comment(node)[:80]!r}")
                continue
            if not node.tag.startswith("-"):
                found += self.of_element(node, nonces)
        # Written out as it was typed, it would be markup.
        found += [f"as it was typed: {text[:80]!r}" for text in typed if could_break_out(text) and text in page.body]
        return found

    def of_element(self, node, nonces: list[str]) -> list[str]:
        found = []
        if node.tag not in self.elements:
            found.append(f"an element <{node.tag}>")
        for name, value in node.attributes.items():
            if name.startswith("on") or (node.tag, name) not in self.attributes:
                found.append(f"an attribute <{node.tag} {name}={(value or '')[:60]!r}>")
            if name in ADDRESSES and (address := self.foreign(value or "")) and address not in self.elsewhere:
                found.append(f"an address <{node.tag} {name}={(value or '')[:60]!r}>")
        if node.tag == "script" and node.attributes.get("nonce") not in nonces:
            found.append("a script without our nonce")
        return found


def comment(node) -> str:
    return node.html or ""

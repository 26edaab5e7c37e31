"""A page as an HTML parser reads it: its forms, its links, its elements."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

PASSWORD = "rembuk-demo-2028"
TEXTS = {"text", "search", "tel", "email", "url", "number", ""}
# Kinds of input that hold no text, with what a browser would send.
MEASURES = {"date": "2027-03-01", "time": "09:00", "month": "2027-03", "datetime-local": "2027-03-01T09:00"}

# Choices of a list that are followed.
OF_A_LIST = 2


@dataclass
class Field:
    name: str
    value: str
    is_text: bool = False
    is_number: bool = False


@dataclass
class Form:
    role: str
    page: str
    action: str
    posts: bool
    takes_files: bool
    fields: list[Field]
    files: list[str]
    button: tuple[str, str] | None = None

    def texts(self) -> list[Field]:
        return [field for field in self.fields if field.is_text]

    def key(self) -> str:
        """The same for forms that do the same to different things."""
        names = sorted({field.name for field in self.fields if field.is_text})
        pressed = f" {self.button[0]}={self.button[1]}" if self.button and len(self.button[1]) < 30 else ""
        return f"{'POST' if self.posts else 'GET'} {route(self.action)} {','.join(names)}{pressed}"

    def filled(self, typed: dict[str, str]) -> list[tuple[str, str]]:
        pairs = [(field.name, typed.get(field.name, field.value)) for field in self.fields]
        return pairs + ([self.button] if self.button else [])


@dataclass
class Page:
    status: int
    headers: dict[str, str]
    body: str
    tree: LexborHTMLParser | None = field(default=None, repr=False)

    def nodes(self):
        # Reaches comments beside the root, too.
        top = self.tree.root
        while top.parent is not None:
            top = top.parent
        return top.traverse(include_text=False)

    def links(self, address: str) -> list[str]:
        found = (node.attributes.get("href") or "" for node in self.tree.css("a[href]"))
        whole = (urljoin(address, href).split("#")[0] for href in found)
        return [link for link in whole if link.startswith("/") and not link.startswith("//")] + self.choices(address)

    def choices(self, address: str) -> list[str]:
        """Where the lists lead that one chooses from, a few values of each."""
        found = []
        for form in self.tree.css("form:not([method=post])"):
            path = urljoin(address, form.attributes.get("action") or address).split("?")[0]
            for select in form.css("select[name]"):
                values = [value for option in select.css("option") if (value := option.attributes.get("value"))][:OF_A_LIST]
                found += [f"{path}?{urlencode({select.attributes['name']: value})}" for value in values]
        return found

    def forms(self, role: str, address: str) -> list[Form]:
        return [form for node in self.tree.css("form") for form in read_form(node, role, address)]


def route(address: str) -> str:
    """An address without what tells one thing from another of its kind."""
    return "/".join("{}" if re.match(r"^\d|^[0-9a-f-]{36}$", part) else part for part in urlsplit(address).path.split("/"))


def kind(address: str) -> str:
    if re.search(r"\.\w+$", urlsplit(address).path):
        # Files of tables take long to make; how they are narrowed is a matter of the page that leads to them.
        return route(address)
    keys = sorted(pair.split("=")[0] if not re.match(r"^[a-z_]+=[a-z_]+$", pair) else pair for pair in urlsplit(address).query.split("&"))
    return f"{route(address)}?{'&'.join(keys)}"


def read_form(node, role: str, address: str) -> list[Form]:
    fields: dict[str, Field] = {}
    for control in node.css("input[name], select[name], textarea[name]"):
        add(fields, control)
    buttons = [(button.attributes["name"], button.attributes.get("value") or "") for button in node.css("button[name]")]
    attributes = node.attributes
    form = Form(
        role,
        address,
        urljoin(address, attributes.get("action") or address),
        (attributes.get("method") or "get").lower() == "post",
        (attributes.get("enctype") or "").startswith("multipart"),
        list(fields.values()),
        [control.attributes["name"] for control in node.css("input[type=file][name]")],
    )
    if not buttons:
        return [form]
    return [Form(**{**vars(form), "button": button}) for button in buttons]


def add(fields: dict[str, Field], control) -> None:
    attributes = control.attributes
    name, value, type_ = attributes["name"], attributes.get("value") or "", (attributes.get("type") or "").lower()
    if control.tag == "textarea":
        fields[name] = Field(name, control.text(), is_text=True)
    elif control.tag == "select":
        options = control.css("option")
        values = [option.attributes.get("value") or "" for option in options if "selected" in option.attributes]
        values += [value for option in options if (value := option.attributes.get("value") or "")]
        fields[name] = Field(name, values[0] if values else "")
    elif type_ == "radio":
        if name not in fields or "checked" in attributes:
            fields[name] = Field(name, value)
    elif type_ == "checkbox":
        fields[name] = Field(name, value or "on")
    elif type_ in MEASURES:
        fields[name] = Field(name, value or MEASURES[type_])
    elif type_ == "password":
        fields[name] = Field(name, PASSWORD)
    elif type_ in TEXTS:
        is_number = type_ == "number" or attributes.get("inputmode") in ("numeric", "decimal")
        fields[name] = Field(name, value, is_text=True, is_number=is_number)
    elif type_ != "file" and type_ not in ("submit", "button"):
        fields[name] = Field(name, value)

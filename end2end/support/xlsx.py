"""Prints the first sheet of an XLSX file as JSON, one object per row, as openpyxl reads it."""

import datetime
import json
import sys

from openpyxl import load_workbook


def plain(value):
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


heads, *rows = load_workbook(sys.argv[1]).worksheets[0].iter_rows(values_only=True)
json.dump([dict(zip(heads, map(plain, row))) for row in rows], sys.stdout)

"""Notes -> ledger. Pure: documents in, facts with their places out; nothing in the notes is lost.

tidy        one line in proper full-width form, no word changed
brief       what is to be written (front matter)
lines       blocks -> note lines under their headings
tables      a table -> note lines: its caption and header
table_columns  what each column holds
table_rows  a row -> a line, no cell lost
extract     one note line -> facts
names       honours, documents, persons, organisations in a line
subjects    what a figure is about
conflicts   values that contradict each other
doubts      sums, periods, units, honours that lack something
build       all of it together
"""

from assistant.notes.build import build_ledger

__all__ = ["build_ledger"]

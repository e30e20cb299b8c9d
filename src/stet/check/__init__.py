"""Checking: text and sources to a ledger; true copy to copies with one fact changed.

`ledger.check` binds the facts of a text to its sources, `facts.facts` lists them, `mutate.mutate` changes them one by
one.
Import the modules: their names are their functions' names, so the room itself exports nothing.
"""

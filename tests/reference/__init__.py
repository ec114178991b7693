"""Every metric once more, slow and obvious, in plain Python from the told events: what the SQL is held against.

Nothing here reads the warehouse or shares code with it. Each module quotes the rule it follows; the rules are those of
the definitions page.
"""

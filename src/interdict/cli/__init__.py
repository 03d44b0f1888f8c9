"""The interdict command: thin commands over the verbs of interdict.api."""

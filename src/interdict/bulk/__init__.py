"""Where a batch runs: relational stages over distinct keys; a batch never restates a rule."""

"""Orders, provisions, scopes: the law as values."""

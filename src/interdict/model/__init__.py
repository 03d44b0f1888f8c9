"""The nouns: frozen values that stages exchange, and the Arrow columns of the bulk ones."""

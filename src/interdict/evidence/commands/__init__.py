"""Answers to commands: what each says, recognised by its shape."""

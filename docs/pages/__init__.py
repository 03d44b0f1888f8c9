"""The reference pages, one module a subject; each page is a function that returns Markdown."""

"""One reader per file format; a reader knows the format and knows no order and no party."""

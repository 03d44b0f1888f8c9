"""What every layer stands on: errors, problems, dates, sources, canonical bytes, progress."""

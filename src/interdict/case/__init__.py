"""One operator's folder: profile, layout on disk, atomic outputs."""

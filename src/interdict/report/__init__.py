"""Findings written for people and for programs: text, JSON, CSV, XLSX, Parquet, HTML."""

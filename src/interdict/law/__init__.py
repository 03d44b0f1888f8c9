"""The law: orders read, selected as of a date, and decided over facts, three-valued."""

"""Makes Prairie Wireless, a fictional rural carrier: its records as operators keep them, and the truth."""

"""Tables and lists of devices that people or systems of record keep."""

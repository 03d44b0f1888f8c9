"""interdict makes an equipment ban executable: which device, which provision, since when, on what evidence."""

__version__ = "0.1.0"

"""interdict makes an equipment ban executable: which device, which provision, since when, why."""

__version__ = "0.1.0"

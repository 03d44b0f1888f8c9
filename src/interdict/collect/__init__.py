"""Live collection: asks devices and inventory servers, and writes what they answer as evidence."""

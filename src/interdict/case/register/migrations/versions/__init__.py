"""One file a migration, the first one first."""

"""Session logs and captures: whose answers they hold."""

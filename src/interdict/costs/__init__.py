"""What removal costs, how far that may be out, when it is late and why, and what is paid back when."""

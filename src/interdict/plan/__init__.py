"""Planning: in which week each removal is done, how near that is to the best possible, and a check of it."""

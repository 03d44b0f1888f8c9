"""From observations to who made it, what it is and what it does; blind to the law."""

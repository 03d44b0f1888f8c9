"""What the equipment in place could do: who depends on it, what crosses it, what remains without it."""

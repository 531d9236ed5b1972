"""What the system knows, as reviewable text tables, and the loaders that read each of them once."""

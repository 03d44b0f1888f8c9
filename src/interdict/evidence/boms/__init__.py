"""Bills of material: which components a device is made of, and who made them."""

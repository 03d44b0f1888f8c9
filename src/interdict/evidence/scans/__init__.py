"""What scanners, discovery tools and certificates say of devices that answered."""

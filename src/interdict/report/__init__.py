"""What a run comes to, written for people and for machines; renderers show findings and make none."""

"""Whether the tables of `data/` fit their contract (`contract`) and agree with each other (`run`)."""

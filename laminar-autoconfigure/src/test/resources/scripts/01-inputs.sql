CREATE SOURCE inputs (x INT);

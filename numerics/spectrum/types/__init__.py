"""Arguments, errors and records that every route to a level shares."""

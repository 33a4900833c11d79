"""Every change of the schema, in order. Add one with a number, a name and both directions; never edit an old one."""

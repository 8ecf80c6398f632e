"""Tools of the project; none is shipped."""

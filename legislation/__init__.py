"""Laws, agreements, treaties, acts of states and the coverage of themes."""

"""The bench: `make bench` measures search beside bare Tantivy and its peers, and writes docs/benchmarks.md.

Not part of the test run: nothing here is called test_something, and no test asserts a time.
"""

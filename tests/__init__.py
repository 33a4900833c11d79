"""The tests: a specification that runs."""

from hypothesis import settings

# How fast something is, benchmarks/ tells; a test that is late on a busy machine has not failed.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

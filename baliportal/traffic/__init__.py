"""Load shedding and limits of traffic: buffering worker, admission to threads, budgets of visitors."""

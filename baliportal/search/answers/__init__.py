"""Direct answers: a question that the records answer in one way gets a sentence made of them, above the results."""

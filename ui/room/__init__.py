"""The class as the classifier: rooms in which many phones forecast the answer to one question."""

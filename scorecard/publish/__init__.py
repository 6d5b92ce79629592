"""What leaves the project: table files, and the words that the data carry."""

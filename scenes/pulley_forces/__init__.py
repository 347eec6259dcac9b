"""All pulls together cancel, whatever the scores are, and each score moves by its own rest."""

"""What the pulls sweep as they get weaker is what the loss loses, exactly."""

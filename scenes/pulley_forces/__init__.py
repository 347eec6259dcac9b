"""One rope pulls the true logit one way and all others the other way, together just as hard."""

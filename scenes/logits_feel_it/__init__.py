"""Through the softmax every logit feels the loss: a wrong one by its own q, the true one by all."""

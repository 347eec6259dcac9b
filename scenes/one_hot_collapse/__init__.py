"""The truth becomes one class, and all terms of the cross entropy but one vanish."""

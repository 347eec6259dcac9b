"""Scores climb the curve e^z and are piled up; the pile slides back, and leaves a gap."""

"""What stories are told with: stories and verbs, figures, text, themes, numbers, parameters.

Knows neither which scenes there are nor how a clip is rendered, and never computes what it draws.
Importing the package itself loads nothing.
"""

"""The look as named tokens, made into palettes, fonts, icons and one style sheet in one place."""

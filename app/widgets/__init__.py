"""Small parts that screens are made of: values in through methods, intents out, no decisions."""

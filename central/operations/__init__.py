"""Operations: what tills send, kept as it came, applied once, refused never (sync rules 3)."""

"""What our templates may call."""

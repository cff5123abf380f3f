"""What only whoever runs the line can see: a file for what is looked at where."""

"""What binds the stages: settings, addresses, headers, the front."""

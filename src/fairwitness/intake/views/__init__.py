"""The seven screens of telling something: a file a screen."""

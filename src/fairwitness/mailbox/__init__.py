"""Letters both ways, for the tipster."""

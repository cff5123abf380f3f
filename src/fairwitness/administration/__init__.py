"""Running the office in the browser, for its administrator alone: nothing here reads, opens or seals anything that was told."""

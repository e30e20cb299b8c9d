"""The world to Item and Capture: the only room with a door to the network."""
